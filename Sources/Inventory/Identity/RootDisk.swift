internal import Udev

/// The disk the system runs from, found without opening it: by device number from the mount table, down to the disk
/// below partitions and mapped devices.
struct RootDisk {
    let roots: Roots

    /// Its serial, nil when it has none that can be trusted or the root is no disk (network, overlay).
    func serial(in tree: DeviceTree) -> String? {
        guard let number = deviceNumber, var path = roots.sys.resolved("dev/block/\(number)") else { return nil }
        // dm-crypt on LVM on a partition is three steps; no honest stack is as deep as this.
        for _ in 0..<8 {
            if let below = roots.sys.entries("\(path)/slaves").first,
                let next = roots.sys.resolved("\(path)/slaves/\(below)")
            {
                path = next
            } else if roots.sys.exists("\(path)/partition") {
                path = path.split(separator: "/").dropLast().joined(separator: "/")
            } else {
                break
            }
        }
        return tree["/sys/\(path)"].flatMap { Disk($0).serial }
    }

    /// `MAJOR:MINOR` of what is mounted at `/` (proc(5), mountinfo: third and fifth field).
    private var deviceNumber: String? {
        let lines = roots.proc.lines("self/mountinfo", limitBytes: 262_144) ?? []
        for line in lines.reversed() {
            let fields = line.split(separator: " ")
            if fields.count > 4, fields[4] == "/" { return String(fields[2]) }
        }
        return nil
    }
}
