internal import Glibc

/// What libudev could not do, to what, and why.
public struct UdevFailure: Error, Equatable, CustomStringConvertible {
    /// What was tried, as a verb and its object.
    public let operation: String
    /// An `errno` value.
    public let code: Int32

    public init(operation: String, code: Int32) {
        self.operation = operation
        self.code = code
    }

    public var description: String {
        let reason = unsafe String(cString: strerror(code))
        return "cannot \(operation): \(reason) (errno \(code))"
    }
}
