/// A device of the kernel as sysfs and udev tell of it: plain values, no pointer, and no device node is ever opened.
public struct UdevDevice: Sendable, Equatable {
    /// Its directory, always beginning with `/sys/`, whatever the root it was read from.
    public let syspath: String
    /// The kernel's subsystem, such as `usb`, `net`, `block`.
    public let subsystem: String
    /// The kind within the subsystem, such as `usb_device` or `usb_interface`.
    public let devtype: String?
    /// Where its node would be, as text.
    public let devnode: String?
    /// The kernel's uevent variables, and udev's database where a udevd runs; names and values escaped and bounded.
    public let properties: [String: String]
    let files: FileTree

    public init(
        syspath: String, subsystem: String, devtype: String? = nil, devnode: String? = nil,
        properties: [String: String] = [:], sysfs: FileTree = FileTree(root: "/sys")
    ) {
        self.syspath = syspath
        self.subsystem = subsystem
        self.devtype = devtype
        self.devnode = devnode
        self.properties = properties
        self.files = sysfs
    }

    /// The last component of `syspath`, such as `1-2` or `eth0`.
    public var sysname: String { syspath.split(separator: "/").last.map(String.init) ?? syspath }

    /// The directories above it, nearest first, down to (not including) `/sys/devices`.
    public var ancestors: [String] {
        var paths: [String] = []
        var path = syspath[...]
        while let slash = path.lastIndex(of: "/") {
            path = path[..<slash]
            if path.utf8.count <= Self.top.utf8.count { break }
            paths.append(String(path))
        }
        return paths
    }

    /// The driver that runs it, from its uevent or its `driver` link.
    public var driver: String? { properties["DRIVER"] ?? files.linkName("\(relativePath)/driver") }

    /// Whether nothing in hardware stands behind it (loopback, bridges, RAM disks).
    public var isVirtual: Bool { syspath.hasPrefix(Self.top + "/virtual/") }

    /// An attribute's text, read now; nil when it is missing, unreadable or empty.
    public func attribute(_ name: String) -> String? { files.text("\(relativePath)/\(name)") }

    /// An attribute as a decimal number.
    public func number(_ name: String) -> Int? { attribute(name).flatMap { Int($0) } }

    /// A binary attribute such as an EDID, at most `limitBytes` of it.
    public func bytes(_ name: String, limitBytes: Int = FileTree.limitBytes) -> [UInt8]? {
        files.bytes("\(relativePath)/\(name)", limitBytes: limitBytes)
    }

    /// The names in its directory, in order.
    public var entries: [String] { files.entries(String(relativePath)) }

    /// The last component of what a symbolic link below it points to.
    public func linkName(_ name: String) -> String? { files.linkName("\(relativePath)/\(name)") }

    /// Whether the attribute or directory is there.
    public func has(_ name: String) -> Bool { files.exists("\(relativePath)/\(name)") }

    private static let top = "/sys/devices"
    private var relativePath: Substring { syspath.dropFirst("/sys/".count) }
}
