/// What a proxy's answer to CONNECT means, as far as it has come.
///
/// Read here because NIOExtras, which has a handler for it, brings Dispatch along.
enum ProxyAnswer: Equatable {
    case more
    case open
    /// A few words, as what happened to the server.
    case refused(String)

    /// A head longer than this is no proxy's.
    static let limitBytes = 8_192

    init(_ bytes: [UInt8], proxy: Proxy) {
        let end = bytes.indices.dropFirst(3).first { bytes[($0 - 3)...$0].elementsEqual("\r\n\r\n".utf8) }
        guard let end else {
            self = bytes.count < Self.limitBytes ? .more : .refused("the proxy \(proxy) does not speak HTTP")
            return
        }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            self = .refused("the proxy \(proxy) does not speak HTTP")
            return
        }
        switch status {
        // In TLS the client speaks first: who says more has not opened a tunnel.
        case 200..<300 where end == bytes.count - 1: self = .open
        case 200..<300: self = .refused("the proxy \(proxy) answers in the server's place")
        case 407 where proxy.authorization == nil: self = .refused("the proxy \(proxy) wants a name and a password")
        case 407: self = .refused("the proxy \(proxy) does not take this name and password")
        default: self = .refused("the proxy \(proxy) refuses to connect (HTTP \(status))")
        }
    }
}
