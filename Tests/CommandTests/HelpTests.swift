import Testing

@Suite("Help and wrong words", .timeLimit(.minutes(1)))
struct HelpTests {
    @Test(
        "help is written and is no error",
        arguments: [
            (Program.agent, ["--help"]), (.agent, ["scan", "--help"]), (.agent, ["enroll", "--help"]),
            (.parta, ["--help"]),
            (.parta, ["devices", "--help"]), (.parta, ["import", "schools", "--help"]), (.agent, ["--version"]),
            (.agent, ["help"]), (.parta, ["help"]), (.parta, ["--version"]),
        ] as [(Program, [String])])
    func help(program: Program, arguments: [String]) async throws {
        let result = try await program.run(arguments)
        #expect(result.exit == 0 && result.errors.isEmpty, "\(result.errors)")
        #expect(result.output.contains("USAGE:") || result.output.hasPrefix("0."), "\(result.output)")
    }

    @Test(
        "wrong words name themselves and exit 64",
        arguments: [
            (Program.agent, ["scann"], "scann"), (.agent, ["scan", "--format", "xml"], "xml"),
            (.agent, ["once", "--duration", "99"], "99"), (.agent, ["measure", "--server", "nowhere"], "ws://"),
            (.agent, ["enroll", "http://127.0.0.1:1"], "code"), (.parta, ["skools"], "skools"),
            (.parta, ["enrollment", "new"], "--school"), (.parta, ["lines", "--days", "0"], "--days"),
            (.parta, ["lines", "--norms", "20"], "--norms"), (.parta, ["platforms", "--days", "0"], "--days"),
            (.agent, ["measure", "--server", "ws://127.0.0.1:1", "--pupils", "0"], "--pupils"),
            (.agent, ["measure", "--server", "ws://127.0.0.1:1", "--token", ""], "--token"),
        ] as [(Program, [String], String)])
    func usage(program: Program, arguments: [String], word: String) async throws {
        let result = try await program.run(arguments)
        #expect(result.exit == 64, "\(result.errors)")
        #expect(result.errors.contains(word) && !result.errors.contains("CommandError"), "\(result.errors)")
        #expect(result.output.isEmpty)
    }
}
