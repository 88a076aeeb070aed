internal import Reports
internal import Udev

/// The computer itself: what the firmware, the kernel and the distribution say; no host name, no user.
struct ComputerCollector {
    let name = "computer"
    let emptiness = "neither firmware nor kernel says anything"

    func collect(_ roots: Roots, settings: Scanner.Settings) -> Computer {
        let dmi = { (name: String) in SerialTrust.trustedName(roots.sys.text("class/dmi/id/\(name)")) }
        return Computer(
            label: settings.label, room: settings.room,
            vendor: dmi("sys_vendor") ?? dmi("board_vendor"),
            model: dmi("product_name") ?? dmi("board_name"),
            chassis: roots.sys.text("class/dmi/id/chassis_type").flatMap { Self.chassis(Int($0) ?? 0) },
            firmwareDate: dmi("bios_date"), cpu: cpu(roots),
            cpuCount: roots.sys.text("devices/system/cpu/online").map(Self.count(inRange:)),
            memoryMiB: memory(roots), os: os(roots), kernel: roots.proc.text("sys/kernel/osrelease"),
            architecture: Self.architecture, bootID: roots.proc.text("sys/kernel/random/boot_id"),
            agentVersion: settings.agentVersion, pedagogical: settings.pedagogical)
    }

    /// The first page is enough: every processor has the same name.
    private func cpu(_ roots: Roots) -> String? {
        let lines = roots.proc.lines("cpuinfo") ?? []
        for name in ["model name", "Model", "Hardware"] {
            if let line = lines.first(where: { $0.hasPrefix(name) }), let colon = line.firstIndex(of: ":") {
                return line[line.index(after: colon)...].split(separator: " ").joined(separator: " ")
            }
        }
        return nil
    }

    private func memory(_ roots: Roots) -> Int? {
        let line = (roots.proc.lines("meminfo") ?? []).first { $0.hasPrefix("MemTotal:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 / 1024 }
    }

    private func os(_ roots: Roots) -> String? {
        let values = (roots.etc.lines("os-release") ?? []).reduce(into: [String: String]()) { values, line in
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[String(parts[0])] = parts[1].filter { $0 != "\"" && $0 != "'" } }
        }
        let words = [values["ID"], values["VERSION_ID"]].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// How many numbers a kernel range such as `0-3,8` names.
    static func count(inRange text: String) -> Int {
        text.split(separator: ",").reduce(0) { sum, part in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, last >= first, last < 65_536 else { return sum }
            return sum + last - first + 1
        }
    }

    /// SMBIOS 3.7, table 17; kinds a planner does not tell apart share a word.
    static func chassis(_ type: Int) -> String? {
        switch type & 0x7f {
        case 0x01: "virtual"
        case 0x03, 0x04, 0x05, 0x06, 0x07, 0x0f, 0x10, 0x18: "desktop"
        case 0x08, 0x09, 0x0a, 0x0e: "laptop"
        case 0x0b, 0x1e: "tablet"
        case 0x0d: "all_in_one"
        case 0x11, 0x17, 0x19, 0x1c, 0x1d: "server"
        case 0x1f, 0x20: "convertible"
        case 0x23: "mini"
        case 0x24: "stick"
        default: nil
        }
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "aarch64"
        #else
            "other"
        #endif
    }
}
