import Glibc
import Testing

@testable import ServiceManager

@Suite(.timeLimit(.minutes(1))) struct NetworkManagerTests {
    @Test(
        arguments: [("1", true), ("2", false), ("3", true), ("4", false), ("0", nil), ("9", nil), ("text", nil)]
            as [(String, Bool?)])
    func whatItSaysCounts(_ word: String, _ metered: Bool?) throws {
        let bus = try PrivateBus()
        try bus.serveNetworkManager(word)
        #expect(NetworkManager.metered(busAddress: bus.address, timeout: .seconds(10)) == metered)
    }

    @Test func aBusWithoutItSaysNothing() throws {
        let bus = try PrivateBus()
        #expect(NetworkManager.metered(busAddress: bus.address) == nil)
        let open = try SystemBus(address: bus.address)
        #expect(throws: BusFailure.self) {
            try open.unsignedProperty("Metered", interface: "a.b", path: "/", of: "org.freedesktop.NetworkManager")
        }
    }

    @Test func noBusSaysNothing() {
        #expect(NetworkManager.metered(busAddress: "unix:path=/nonexistent/bus") == nil)
        #expect(throws: BusFailure(code: -ENOENT, doing: "connect to the system bus")) {
            _ = try SystemBus(address: "unix:path=/nonexistent/bus")
        }
    }

    @Test func aSilentServiceIsNotWaitedForLong() throws {
        let bus = try PrivateBus()
        try bus.serveNetworkManager("silent")
        let took = ContinuousClock().measure {
            #expect(NetworkManager.metered(busAddress: bus.address, timeout: .milliseconds(200)) == nil)
        }
        #expect(took >= .milliseconds(200) && took < .seconds(10))
    }

    @Test func aSilentBusIsNotWaitedForLong() throws {
        // An abstract address asks the kernel for a name; connections wait in the queue for ever.
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var length = socklen_t(MemoryLayout<sa_family_t>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                length = socklen_t(MemoryLayout<sockaddr_un>.size)
                _ = getsockname(listener, $0, &length)
            }
        }
        try #require(listen(listener, 5) == 0)
        let name = withUnsafeBytes(of: &address.sun_path) { path in
            String(decoding: path[1..<Int(length) - MemoryLayout<sa_family_t>.size], as: UTF8.self)
        }
        let took = ContinuousClock().measure {
            #expect(NetworkManager.metered(busAddress: "unix:abstract=\(name)", timeout: .milliseconds(200)) == nil)
        }
        #expect(took >= .milliseconds(200) && took < .seconds(10))
    }
}
