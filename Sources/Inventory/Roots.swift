public import Udev

/// Where a scan looks: the running system's directories, or recorded ones.
public struct Roots: Sendable, Equatable {
    public var sys: FileTree
    public var proc: FileTree
    public var etc: FileTree
    /// Credentials the service manager handed over (`$CREDENTIALS_DIRECTORY`), nil when it handed over none.
    public var credentials: FileTree?

    public init(
        sys: String = "/sys", proc: String = "/proc", etc: String = "/etc", credentials: String? = nil
    ) {
        self.sys = FileTree(root: sys)
        self.proc = FileTree(root: proc)
        self.etc = FileTree(root: etc)
        self.credentials = credentials.map { FileTree(root: $0) }
    }

    /// A credential's text; `none` is how the unit says that there is none.
    func credential(_ name: String) -> String? {
        guard let text = credentials?.text(name), text != "none" else { return nil }
        return text
    }
}
