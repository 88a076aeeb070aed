import Foundation
import Presentation
import Testing

@Suite("Installed folders")
struct InstalledFolderTests {
    @Test("what is installed wins; without it a checkout around the program serves")
    func order() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "parta-folder-\(UUID())")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let (installed, checkout) = ("\(root)/usr/web", "\(root)/src")
        let program = "\(checkout)/.build/debug/parta"
        try FileManager.default.createDirectory(atPath: "\(checkout)/web", withIntermediateDirectories: true)
        #expect(InstalledFolder.found(installed, inCheckout: "web", around: program) == installed)
        try Data().write(to: URL(filePath: "\(checkout)/Package.swift"))
        #expect(InstalledFolder.found(installed, inCheckout: "web", around: program) == "\(checkout)/web")
        #expect(InstalledFolder.found(installed, inCheckout: "hwdb.d", around: program) == installed)
        #expect(InstalledFolder.found(installed, inCheckout: "web", around: "\(checkout)/1/2/3/4/5/6/p") == installed)
        try FileManager.default.createDirectory(atPath: installed, withIntermediateDirectories: true)
        #expect(InstalledFolder.found(installed, inCheckout: "web", around: program) == installed)
    }
}
