internal import Glibc

/// An IPv4 address with the length of its network's prefix, such as `10.9.0.1/30`.
struct IPv4Prefix: Equatable {
    /// In network byte order, as the kernel takes it.
    let address: in_addr_t
    let length: Int

    /// The prefix as a mask in network byte order.
    var mask: in_addr_t { length == 0 ? 0 : (UInt32.max << UInt32(32 - length)).bigEndian }

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        var parsed = in_addr()
        guard parts.count == 2, let length = Int(parts[1]), (0...32).contains(length),
            inet_pton(AF_INET, String(parts[0]), &parsed) == 1
        else { return nil }
        address = parsed.s_addr
        self.length = length
    }
}
