public import FoundationEssentials
internal import Glibc
public import Presentation

/// A file written aside and renamed when it is whole, such as on a stick that may be full or pulled out.
public struct ExportFile: ~Copyable {
    public let path: String
    private let temporary: String
    private let descriptor: Int32
    private var isPlaced = false

    /// - Parameters:
    ///   - path: the file, or a directory.
    ///   - name: what the file is called in a directory.
    ///   - mark: what a file that is there must begin with to be replaced: anything else is left alone.
    /// - Throws: `ExportFailure`.
    public init(path: String, name: String, mark: String) throws {
        var status = stat()
        var target = path
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { target = "\(path)/\(name)" }
        if lstat(target, &status) == 0, !Self.begins(target, with: mark) {
            throw ExportFailure(path: target, reason: "is there and is something else; name another file")
        }
        let aside = "\(target).part"
        // What an earlier run left behind.
        unlink(aside)
        let file = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { throw ExportFailure(errno: errno, path: target) }
        self.path = target
        temporary = aside
        descriptor = file
    }

    deinit {
        close(descriptor)
        if !isPlaced { unlink(temporary) }
    }

    /// - Throws: `ExportFailure`.
    public func write(_ data: Data) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ExportFailure(errno: errno, path: path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Puts the file in its place once every byte of it is on the medium.
    /// - Throws: `ExportFailure`.
    public consuming func place() throws {
        guard fsync(descriptor) == 0 else { throw ExportFailure(errno: errno, path: path) }
        guard rename(temporary, path) == 0 else { throw ExportFailure(errno: errno, path: path) }
        isPlaced = true
        let directory = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw ExportFailure(errno: errno, path: path) }
        defer { close(folder) }
        // A file system that cannot sync a directory (EINVAL) has nothing to sync.
        guard fsync(folder) == 0 || errno == EINVAL else { throw ExportFailure(errno: errno, path: path) }
    }

    private static func begins(_ path: String, with mark: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        var bytes = [UInt8](repeating: 0, count: mark.utf8.count)
        let count = read(descriptor, &bytes, bytes.count)
        return count >= 0 && bytes.prefix(count).elementsEqual(mark.utf8)
    }
}

/// Why a file that was asked for could not be written; nothing is lost, as nothing is forgotten by exporting.
public struct ExportFailure: ExplainedFailure, Equatable {
    public var path: String
    public var reason: String

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    init(errno number: Int32, path: String) {
        let advice =
            switch number {
            case ENOSPC, EDQUOT, EFBIG: "make room there or take another stick"
            case EROFS: "it may be locked (a switch on the stick) or mounted read-only"
            case EACCES, EPERM: "choose a place where you may write, or use sudo"
            case ENOENT, ENOTDIR: "check the path: is the stick mounted there?"
            default: "take another stick and try again"
            }
        self.init(path: path, reason: "cannot be written (\(String(cString: strerror(number)))); \(advice)")
    }

    public var description: String { "\(path) \(reason); nothing is lost" }

    public var exitStatus: SystemExit { .cannotCreate }
}
