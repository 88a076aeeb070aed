internal import Glibc

/// Whom attempts are counted for: an IPv4 address, or the /64 network of an IPv6 address, of which every subscriber has all
/// 2^64 (RFC 6177).
struct CallerAddress: Sendable, Hashable {
    let text: String

    /// - Parameter address: an IP address as text, with or without a zone; anything else stands for itself.
    init(_ address: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let plain = address.split(separator: "%").first.map(String.init) ?? address
        guard inet_pton(AF_INET6, plain, &bytes) == 1 else {
            text = address
            return
        }
        let isMapped = bytes[0..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        // An IPv4 caller at a listener for both (RFC 4291, 2.5.5.2).
        text =
            isMapped
            ? bytes[12...].map { String($0) }.joined(separator: ".")
            : bytes[0..<8].map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
