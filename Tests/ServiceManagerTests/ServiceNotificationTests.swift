import Glibc
import ServiceManager
import Testing

/// Each test runs in a process of its own: the environment belongs to the whole process.
struct ServiceNotificationTests {
    @Test func tellsTheSocketWhatHappens() async {
        await #expect(processExitsWith: .success) {
            let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            // An abstract address asks the kernel for a name: no file to clean up.
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            var length = socklen_t(MemoryLayout<sa_family_t>.size)
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) }
            }
            try #require(bound == 0)
            length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let named = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
            }
            try #require(named == 0)
            let name = withUnsafeBytes(of: &address.sun_path) { path in
                String(decoding: path[1..<Int(length) - MemoryLayout<sa_family_t>.size], as: UTF8.self)
            }
            setenv("NOTIFY_SOCKET", "@" + name, 1)

            let told: [(ServiceNotification, String)] = [
                (.ready, "READY=1"), (.status("scanned\nREADY=0"), "STATUS=scanned READY=0"),
                (.stopping, "STOPPING=1"), (.watchdog, "WATCHDOG=1"),
            ]
            for (notification, text) in told {
                #expect(notification.send())
                var buffer = [UInt8](repeating: 0, count: 256)
                let count = recv(listener, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == text)
            }
        }
    }

    @Test func isSilentOutsideSystemd() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            unsetenv("WATCHDOG_USEC")
            #expect(!ServiceNotification.ready.send())
            #expect(Watchdog.interval == nil)
        }
    }

    @Test func readsTheEnvironment() async {
        await #expect(processExitsWith: .success) {
            setenv("WATCHDOG_USEC", "30000000", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            setenv("STATE_DIRECTORY", "/var/lib/parta-agent:/var/lib/other", 1)
            setenv("RUNTIME_DIRECTORY", "/run/parta-agent", 1)
            unsetenv("CREDENTIALS_DIRECTORY")
            #expect(Watchdog.interval == .seconds(30))
            #expect(
                ServiceEnvironment.current
                    == ServiceEnvironment(
                        stateDirectory: "/var/lib/parta-agent", runtimeDirectory: "/run/parta-agent"))
        }
    }
}
