internal import Glibc
internal import NIOCore

/// From a host's name to socket addresses, without NIO's own resolver: that one starts Dispatch, which then wakes the
/// process every second for ever.
enum AddressLookup {
    /// A name whose server is silent takes ten seconds or more and cannot be broken off: the next ones pass it by.
    private static let resolver = LookupQueue(limit: 4)

    /// - Throws: `ConnectionFailure` of code `unresolvable`.
    static func addresses(of server: ServerAddress, on loop: any EventLoop) -> EventLoopFuture<[SocketAddress]> {
        addresses(of: server.host, port: server.port, named: server.text, on: loop)
    }

    /// - Parameter name: what failures call the server.
    /// - Throws: `ConnectionFailure` of code `unresolvable`.
    static func addresses(
        of host: String, port: Int, named name: String, on loop: any EventLoop
    ) -> EventLoopFuture<[SocketAddress]> {
        if let known = immediate(host, port: port) { return loop.makeSucceededFuture(known) }
        let promise = loop.makePromise(of: [SocketAddress].self)
        let isStarted = resolver.run {
            promise.completeWith(Result { try resolve(host, port: port, named: name) })
        }
        if !isStarted {
            let reason = "cannot be asked for: the system gives no thread"
            promise.fail(ConnectionFailure(code: .unresolvable, server: name, reason: reason))
        }
        return promise.futureResult
    }

    /// What needs no question to anybody.
    private static func immediate(_ host: String, port: Int) -> [SocketAddress]? {
        if let address = try? SocketAddress(ipAddress: host, port: port) { return [address] }
        guard host.lowercased() == "localhost" else { return nil }
        return ["127.0.0.1", "::1"].compactMap { try? SocketAddress(ipAddress: $0, port: port) }
    }

    private static func resolve(_ host: String, port: Int, named name: String) throws -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0 else {
            let reason = "cannot be found by its name (\(String(cString: gai_strerror(code))))"
            throw ConnectionFailure(code: .unresolvable, server: name, reason: reason)
        }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next {
            if let address = numericAddress(of: entry.pointee, port: port) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else {
            throw ConnectionFailure(code: .unresolvable, server: name, reason: "has a name without an address")
        }
        return addresses
    }

    private static func numericAddress(of entry: addrinfo, port: Int) -> SocketAddress? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
        else {
            return nil
        }
        let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return try? SocketAddress(ipAddress: address, port: port)
    }
}

extension SocketAddress {
    /// 127.0.0.0/8 (RFC 1122), ::1 (RFC 4291), and the former written as the latter.
    var isLoopback: Bool {
        guard let text = ipAddress else { return false }
        return text == "::1" || text.hasPrefix("127.") || text.hasPrefix("::ffff:127.")
    }
}
