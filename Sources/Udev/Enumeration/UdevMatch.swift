/// Which devices to enumerate: those of a subsystem, all or only with certain names.
public struct UdevMatch: Sendable, Hashable {
    public let subsystem: String
    /// A shell pattern for `sysname`; nil takes every device of the subsystem.
    public let sysname: String?

    public init(_ subsystem: String, sysname: String? = nil) {
        self.subsystem = subsystem
        self.sysname = sysname
    }
}
