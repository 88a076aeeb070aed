internal import Foundation
internal import Glibc
internal import Presentation

/// A file that was not there before, for secrets: made readable by its owner only, and never in another's place.
struct ExclusiveFile {
    let path: String
    private let handle: FileHandle

    /// - Parameter mode: who may do what with it.
    /// - Throws: `CommandFailure` when there is something already, or it cannot be made.
    init(path: String, mode: mode_t = 0o600) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else {
            let number = errno
            let advice = number == EEXIST ? "it is left as it is; name another file" : "check the directory"
            throw CommandFailure(
                number == EACCES || number == EPERM ? .noPermission : .cannotCreate,
                "\(path) cannot be made (\(String(cString: strerror(number)))); \(advice)")
        }
        self.path = path
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Writes the whole content to the disk.
    /// - Throws: `CommandFailure`.
    func write(_ content: Data) throws {
        do {
            try handle.write(contentsOf: content)
            try handle.synchronize()
        } catch {
            throw CommandFailure(
                .cannotCreate, "\(path) cannot be written (\(error.localizedDescription)); make room there")
        }
    }

    /// Takes the file away again: what it was made for has failed. Where root has become another account in between, it is
    /// emptied and stays.
    func discard() {
        guard unlink(path) != 0 else { return }
        try? handle.truncate(atOffset: 0)
        Terminal.say("\(DisplayText.harmless(path)) is empty and stays; delete it")
    }
}
