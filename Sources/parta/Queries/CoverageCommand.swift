internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Store

struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "How many computers have a live agent, and what is missing to be sure.",
        discussion: """
            Coverage is live agents of all computers, those on the books among them. Days run are those of the last school
            days, over all computers with an agent. Each row says of which day it is; `parta coverage --refresh` works
            everything out for today first, as `parta serve` does by night.
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: QueryOptions
    @Option(name: .customLong("by"), help: "A row for each school, district, region or country.")
    var level: CoverageRow.Level = .school
    @Flag(help: "Work out anew what is of an earlier day, or of which reports have come since.")
    var refresh = false

    /// How many schools are worked out in one transaction: reports wait no longer than it takes.
    private static let batch = 50

    func validate() throws {
        if refresh, source.server != nil {
            throw ValidationError("--refresh works on the database itself: leave --server out.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            var query = options.query()
            if refresh { try await refresh(query, in: source.database.openExisting()) }
            if level != .school { query.limit = nil }
            try await options.answer(.coverage, query, from: source) { CoverageRow.rows(of: $0, by: level) }
        }
    }

    private func refresh(_ query: Query, in store: any Store) async throws {
        var left = Int.max
        // Reports that come in between make schools stale again: what does not shrink any more is left.
        while left > 0 {
            let now = try await store.refreshFigures(query, scope: .everything, limit: Self.batch)
            guard now < left else { break }
            left = now
            if Terminal.showsProgress { Terminal.progress("\(left) schools left") }
        }
        if Terminal.showsProgress { Terminal.endProgress() }
    }
}
