internal import Glibc

/// The program's own code, as far as it lies in memory.
///
/// Starting and scanning run through far more of it than waiting does, and the kernel maps sixteen pages for each one touched:
/// of an idle agent's memory nine tenths are code that nobody needs until the next report.
public enum ResidentCode {
    /// Hands the pages back to the kernel, which reads them again when they are run: from its cache, or from the disk where
    /// other programs needed the room more. Called where a long wait begins; it costs some microseconds a megabyte.
    public static func release() {
        guard let maps = text(of: "/proc/self/maps"), let program = target(of: "/proc/self/exe") else { return }
        for range in ranges(in: maps, of: program) {
            guard let start = unsafe UnsafeMutableRawPointer(bitPattern: range.lowerBound) else { continue }
            // Code is mapped as it is in the file and never written to, so that nothing is lost (madvise(2)).
            _ = unsafe madvise(start, range.count, MADV_DONTNEED)
        }
    }

    /// The addresses of a program's code.
    ///
    /// Only what may be run: what may only be read can hold addresses that the loader has put there, and those are in no file.
    /// - Parameters:
    ///   - maps: as `/proc/PID/maps` (proc(5)).
    ///   - program: as `/proc/PID/exe` names it.
    static func ranges(in maps: String, of program: String) -> [Range<UInt>] {
        maps.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
            guard fields.count == 6, fields[1] == "r-xp", fields[5].drop(while: { $0 == " " }) == program else {
                return nil
            }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, ends[0] < ends[1] else { return nil }
            return ends[0]..<ends[1]
        }
    }

    private static func text(of path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        while true {
            let part = unsafe [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
                count = unsafe max(0, read(file, buffer.baseAddress, buffer.count))
            }
            if part.isEmpty { break }
            bytes += part
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func target(of link: String) -> String? {
        var name = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(link, &name, name.count)
        return count > 0 ? String(validating: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
