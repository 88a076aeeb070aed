internal import Crypto
internal import FoundationEssentials

/// How an agent and its region compare their tables of devices without sending them.
public enum DeviceTable {
    /// A device's digest: SHA-256 of its JSON without a digest, 128 bits in lower-case hexadecimal.
    /// - Throws: what encoding throws.
    public static func digest(of device: Device) throws -> String {
        var plain = device
        plain.digest = nil
        return Hexadecimal.encode(SHA256.hash(data: try ReportCoder.encode(plain)).prefix(16))
    }

    /// The table's digest: SHA-256 over the devices' digests as the agent sent them, sorted, one a line; 128 bits in
    /// lower-case hexadecimal. Nobody writes a device's JSON anew for it, so two versions of the program agree.
    public static func digest(of digests: some Sequence<String>) -> String {
        let lines = digests.sorted().map { $0 + "\n" }.joined()
        return Hexadecimal.encode(SHA256.hash(data: Data(lines.utf8)).prefix(16))
    }
}
