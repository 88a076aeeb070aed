/// Why a device cannot be explained.
public enum ExplanationFailure: Error, Equatable, CustomStringConvertible {
    /// Nothing is there by that name.
    case notThere(String)
    /// It is there, yet neither on USB nor a PCI function.
    case otherKind(String, subsystem: String)
    /// The kernel's devices could not be listed.
    case cannotEnumerate(String)

    public var description: String {
        switch self {
        case .notThere(let name):
            "there is no device \(name) on this computer; `parta-agent scan` shows the ports that are in use"
        case .otherKind(let name, let subsystem):
            "\(name) is a device of the kind \(subsystem), and explain knows USB devices and PCI functions; "
                + "`parta-agent scan --explain` shows the rule of every device"
        case .cannotEnumerate(let reason): "the kernel's devices could not be listed: \(reason)"
        }
    }
}
