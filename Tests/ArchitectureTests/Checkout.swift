import Foundation
import Testing

/// The sources of this package, as they lie in the checkout.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file of a module, by path relative to the root.
    static func swiftFiles(in module: String) throws -> [(path: String, text: String)] {
        let folder = root.appending(path: "Sources/\(module)")
        let names = try #require(FileManager.default.enumerator(atPath: folder.path(percentEncoded: false)))
        return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            ("Sources/\(module)/\(name)", try String(contentsOf: folder.appending(path: name), encoding: .utf8))
        }
    }

    /// The modules that have a folder under Sources.
    static func modules() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path(percentEncoded: false))
            .sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
