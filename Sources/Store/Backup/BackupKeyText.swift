internal import FoundationEssentials
public import Reports

/// The keys of backups as people copy them: the key, a full stop, and the public key's short name, so that a slip shows. Any 32
/// bytes are a good X25519 key, and a backup that was sealed to a mistyped one is lost.
public enum BackupKeyText {
    public static func text(of key: SealingPublicKey) -> String {
        "\(Base64URL.encode(key.rawRepresentation)).\(key.id)"
    }

    /// - Returns: nil for anything that is not whole and without a slip.
    public static func publicKey(_ text: String) -> SealingPublicKey? {
        guard let (raw, id) = parts(of: text), let key = try? SealingPublicKey(rawRepresentation: raw), key.id == id
        else { return nil }
        return key
    }

    /// What a key file holds.
    public static func file(of key: SealingKey) -> String {
        """
        # Opens the backups of a Parta region that are sealed to \(key.publicKey.id). Whoever has it can read all of them:
        # keep it away from the server, in two places, and on paper.
        \(mark)\(Base64URL.encode(key.rawRepresentation)).\(key.publicKey.id)

        """
    }

    /// - Returns: nil where there is no whole key without a slip.
    public static func key(inFile text: String) -> SealingKey? {
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(mark) }
        guard lines.count == 1, let (raw, id) = parts(of: String(lines[0].dropFirst(mark.count))),
            let key = try? SealingKey(rawRepresentation: raw), key.publicKey.id == id
        else { return nil }
        return key
    }

    private static let mark = "PARTA-BACKUP-KEY="

    private static func parts(of text: String) -> (raw: Data, id: String)? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 2, let raw = Base64URL.decode(halves[0]) else { return nil }
        return (raw, String(halves[1]))
    }
}
