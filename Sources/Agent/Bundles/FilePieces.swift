public import FoundationEssentials
internal import Glibc

/// Reads a file that may be large, piece by piece.
public enum FilePieces {
    public struct Failure: Error {
        public var reason: String
    }

    /// - Throws: `Failure`, what `take` throws.
    public static func read(_ path: String, take: (Data) throws -> Void) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
            if count == 0 { return }
            try take(Data(piece[..<count]))
        }
    }
}
