import Testing

@Suite("Import rules of the module table")
struct ImportTests {
    private static let doors = Set(ImportRules.doorKeepers.keys)

    @Test("every module has a rule")
    func everyModuleHasARule() throws {
        for module in try Checkout.modules() where !Self.doors.contains(module) {
            #expect(
                ImportRules.rules[module] != nil, "\(module) has no rule in ImportRules.swift: say whom it may import")
        }
    }

    @Test("a module imports only what its rule allows", arguments: ImportRules.rules.keys.sorted())
    func importsAreAllowed(module: String) throws {
        let rule = try #require(ImportRules.rules[module])
        for file in try Checkout.swiftFiles(in: module) {
            for (line, name) in Self.imports(of: file.text) {
                #expect(
                    rule.allowed.contains(name) || ImportRules.always.contains(name),
                    "\(file.path):\(line): \(module) may not import \(name): \(rule.why)")
            }
        }
    }

    @Test("the agent's side stays light", arguments: ImportRules.agentSide.sorted())
    func agentSideStaysLight(module: String) throws {
        for file in try Checkout.swiftFiles(in: module) {
            for (line, name) in Self.imports(of: file.text) {
                if let reason = ImportRules.forbiddenOnAgentSide[name] {
                    Issue.record("\(file.path):\(line): no \(name) on the agent's side: \(reason)")
                }
            }
        }
    }

    @Test("only its keeper opens a C door", arguments: ImportRules.doorKeepers.keys.sorted())
    func onlyKeepersOpenDoors(door: String) throws {
        let keepers = try #require(ImportRules.doorKeepers[door])
        for module in try Checkout.modules() where !keepers.contains(module) {
            for file in try Checkout.swiftFiles(in: module) {
                #expect(
                    !Self.imports(of: file.text).contains { $0.name == door },
                    "\(file.path): \(door) belongs to \(keepers.sorted().joined(separator: ", "))")
            }
        }
    }

    @Test("a door's import is never public", arguments: ImportRules.doorKeepers.keys.sorted())
    func doorsAreNotReexported(door: String) throws {
        for keeper in try #require(ImportRules.doorKeepers[door]) {
            for file in try Checkout.swiftFiles(in: keeper) {
                #expect(
                    !file.text.contains("public import \(door)") && !file.text.contains("@_exported"),
                    "\(file.path): a C type in a public signature would leave \(keeper)")
            }
        }
    }

    @Test(
        "the reader of imports sees every spelling",
        arguments: [
            ("import Glibc", "Glibc"), ("public import FoundationEssentials", "FoundationEssentials"),
            ("@preconcurrency import NIOCore", "NIOCore"), ("import struct Foundation.URL", "Foundation"),
            ("@_spi(ExperimentalCustomExecutors) internal import _Concurrency", "_Concurrency"),
        ])
    func readerSeesImports(line: String, module: String) {
        #expect(Self.imports(of: "// import Nothing\n" + line).map(\.name) == [module])
    }

    /// The modules that a file's import lines name, with line numbers from 1.
    static func imports(of text: String) -> [(line: Int, name: String)] {
        let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
        let modifiers: Set<Substring> = ["public", "internal", "package", "private", "fileprivate"]
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            var words = line.split(separator: " ").drop { $0.hasPrefix("@") || modifiers.contains($0) }
            guard words.popFirst() == "import" else { return nil }
            if let first = words.first, kinds.contains(first) { words.removeFirst() }
            guard let name = words.first?.split(separator: ".").first else { return nil }
            return (index + 1, String(name))
        }
    }
}
