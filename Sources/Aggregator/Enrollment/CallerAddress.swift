internal import Glibc

/// Whom attempts are counted for: an IPv4 address, or the /64 network of an IPv6 address, of which every subscriber has all
/// 2^64 (RFC 6177).
struct CallerAddress: Sendable, Hashable {
    let text: String
    /// The networks it lies in, the smaller first: what one customer may have, then what one provider has; /24 and /16, or
    /// /48 and /32 of IPv6. Itself where it is no address.
    let networks: [String]
    /// Whether it is this machine: a proxy in front perhaps, which speaks for everybody (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
    let isLoopback: Bool

    /// - Parameter address: an IP address as text, with or without a zone; anything else stands for itself.
    init(_ address: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let plain = address.split(separator: "%").first.map(String.init) ?? address
        if inet_pton(AF_INET6, plain, &bytes) == 1 {
            let isMapped = bytes[0..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
            // An IPv4 caller at a listener for both (RFC 4291, 2.5.5.2).
            guard isMapped else {
                func network(_ length: Int) -> String {
                    bytes[0..<length / 8].map { String($0, radix: 16) }.joined(separator: ":") + "/\(length)"
                }
                text = network(64)
                networks = [network(48), network(32)]
                isLoopback = bytes == [UInt8](repeating: 0, count: 15) + [1]
                return
            }
            bytes.removeFirst(12)
        } else if inet_pton(AF_INET, plain, &bytes) == 1 {
            bytes.removeLast(12)
        } else {
            text = address
            networks = [address, address]
            isLoopback = false
            return
        }
        func leading(_ count: Int) -> String { bytes[0..<count].map { String($0) }.joined(separator: ".") }
        text = leading(4)
        networks = [leading(3) + "/24", leading(2) + "/16"]
        isLoopback = bytes[0] == 127
    }
}
