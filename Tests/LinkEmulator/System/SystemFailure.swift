internal import Glibc

/// A system call that failed: what it was for, and what the system says.
struct SystemFailure: Error, CustomStringConvertible {
    let description: String

    /// Reads `errno`: made right after the call.
    init(_ what: String) {
        description = "\(what): \(String(cString: strerror(errno)))"
    }
}
