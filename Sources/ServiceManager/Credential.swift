internal import Glibc

/// A file that systemd hands to the service alone (`LoadCredential=`, `SetCredential=`).
public enum Credential {
    /// A credential is a code or an id: 64 KiB is plenty, and keeps a wrong path from filling the memory.
    public static let limitBytes = 65_536

    /// The credential's text without the white space around it.
    ///
    /// - Parameter directory: where credentials are; from the environment when the service runs under systemd.
    /// - Returns: nil when there is none: no directory, no such file, an empty one, or the word `none`, which units set
    ///   as fallback (an empty fallback is ignored by systemd 252).
    /// - Throws: `CredentialFailure` when it is there and cannot be read.
    public static func read(
        _ name: String, from directory: String? = ServiceEnvironment.current.credentialsDirectory
    ) throws(CredentialFailure) -> String? {
        guard let directory else { return nil }
        let path = "\(directory)/\(name)"
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw CredentialFailure(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        let text = try content(of: descriptor, path: path).trimmed
        return text.isEmpty || text == "none" ? nil : text
    }

    private static func content(of descriptor: Int32, path: String) throws(CredentialFailure) -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CredentialFailure(path: path, reason: unsafe String(cString: strerror(errno)))
            }
            guard count > 0 else { break }
            bytes += piece[..<count]
            guard bytes.count <= limitBytes else {
                throw CredentialFailure(path: path, reason: "it is larger than \(limitBytes) bytes")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CredentialFailure(path: path, reason: "it is not UTF-8 text")
        }
        return text
    }
}

/// Why a credential that is there cannot be used.
public struct CredentialFailure: Error, Equatable, CustomStringConvertible {
    public var path: String
    public var reason: String

    public var description: String {
        "the credential \(path) cannot be read: \(reason); check LoadCredential= in the service's unit"
    }
}

extension String {
    /// Without white space at either end.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
