import Testing

@testable import Udev

@Suite struct FileTreeTests {
    let directory: TemporaryTree
    let files: FileTree

    init() throws {
        directory = try TemporaryTree()
        files = FileTree(root: directory.path + "/")
    }

    @Test func readsNoMoreThanTheCap() throws {
        try directory.write([UInt8](repeating: 0x61, count: 100_000), to: "big")
        #expect(files.bytes("big")?.count == FileTree.limitBytes)
        #expect(files.bytes("big", limitBytes: 10) == [UInt8](repeating: 0x61, count: 10))
    }

    @Test func trimsAndEscapesText() throws {
        try directory.write("  SPIKE Prime \u{0}\n", to: "product")
        try directory.write("\u{1b}[2J\n", to: "hostile")
        try directory.write(" \n", to: "blank")
        #expect(files.text("product") == "SPIKE Prime")
        #expect(files.text("hostile") == "\\x1b[2J")
        #expect(files.text("blank") == nil)
        #expect(files.text("missing") == nil)
        #expect(files.text("") == nil, "a directory has no text")
    }

    @Test func findsOneLineOfAMany() throws {
        let table = (0..<500).map { "10.0.0.\($0) 0x1 0x2 aa:bb:cc:00:00:0\($0 % 10) * eth0" }.joined(separator: "\n")
        try directory.write(table, to: "arp")
        var seen = 0
        let line = files.firstLine("arp") { line in
            seen += 1
            return line.starts(with: Array("10.0.0.7 ".utf8))
        }
        #expect(line == "10.0.0.7 0x1 0x2 aa:bb:cc:00:00:07 * eth0")
        #expect(seen == 8, "what comes after the wanted line is not looked at")
        #expect(
            files.firstLine("arp") { $0.starts(with: Array("10.0.0.499".utf8)) } != nil,
            "the last line has no line feed")
        #expect(files.firstLine("arp") { _ in false } == nil)
    }

    @Test func resolvesLinksButStaysInside() throws {
        try directory.write("x", to: "devices/pci0/eth0/uevent")
        try directory.link("class/net/eth0", to: "../../devices/pci0/eth0")
        try directory.link("class/net/out", to: "/usr")
        #expect(files.resolved("class/net/eth0") == "devices/pci0/eth0")
        #expect(files.resolved("class/net/out") == nil)
        #expect(files.entries("class/net") == ["eth0", "out"])
        #expect(files.linkName("class/net/eth0") == "eth0")
    }
}
