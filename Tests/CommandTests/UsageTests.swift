import Testing

/// What the command line's own parser answers reaches the reader: help is no failure, and a mistake is one of usage.
@Suite("Usage", .timeLimit(.minutes(1)))
struct UsageTests {
    static let programs = [Program.agent, .parta]

    @Test("help", arguments: programs, [["--help"], ["help"], ["--version"]])
    func help(program: Program, arguments: [String]) async throws {
        let result = try await program.run(arguments)
        #expect(result.exit == 0 && result.errors.isEmpty && !result.output.isEmpty, "\(result.errors)")
    }

    @Test("a mistake", arguments: programs, [["--nonsense"], ["nonsense"]])
    func mistake(program: Program, arguments: [String]) async throws {
        let result = try await program.run(arguments)
        #expect(result.exit == 64 && result.output.isEmpty, "\(result.output)")
        #expect(result.errors.contains("nonsense") && !result.errors.contains("CommandError"), "\(result.errors)")
    }
}
