import Foundation
import Testing

@testable import ServiceManager

@Suite("The program's code in memory")
struct ResidentCodeTests {
    @Test("only the program's own code is meant, not constants that the loader has written to")
    func ranges() {
        let maps = """
            55d0c0000000-55d0c0100000 r--p 00000000 08:01 42                         /usr/bin/parta-agent
            55d0c0100000-55d0c1100000 r-xp 00100000 08:01 42                         /usr/bin/parta-agent
            55d0c1100000-55d0c1200000 r--p 01100000 08:01 42                         /usr/bin/parta-agent
            55d0c1200000-55d0c1300000 rw-p 01200000 08:01 42                         /usr/bin/parta-agent
            7f0000000000-7f0000100000 r-xp 00000000 08:01 43                         /usr/lib/libc.so.6
            7f0000200000-7f0000201000 r-xp 00000000 00:00 0                          [vdso]
            55d0c2000000-55d0c2100000 r-xp 00000000 08:01 42                         /usr/bin/parta-agent (deleted)
            nonsense
            zz-yy r-xp 00000000 08:01 42                         /usr/bin/parta-agent
            """
        #expect(ResidentCode.ranges(in: maps, of: "/usr/bin/parta-agent") == [0x55d0_c010_0000..<0x55d0_c110_0000])
        // After an upgrade the running program's file has another name.
        #expect(
            ResidentCode.ranges(in: maps, of: "/usr/bin/parta-agent (deleted)") == [0x55d0_c200_0000..<0x55d0_c210_0000]
        )
        #expect(ResidentCode.ranges(in: "", of: "/usr/bin/parta-agent").isEmpty)
    }

    @Test("code that was handed back runs on, and less of it is in memory")
    func release() throws {
        let before = try residentFileKiB()
        ResidentCode.release()
        let after = try residentFileKiB()
        #expect(after < before)
        #expect(["b", "a"].sorted() == ["a", "b"])
    }

    private func residentFileKiB() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
        return try #require(Int(line.filter(\.isNumber)))
    }
}
