internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Reports
internal import Store

struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "Devices of schools, each with its category and the rule that gave it.",
        discussion: """
            A device that moved between the computers of a school is one device, where it was seen last. When two computers
            hold the same serial at once, it is no serial: then both count, marked serial_doubtful.
            --count says how many there are, of the books and of what was seen together: at least and at most. --why lists
            every thing that such a count is made of, and why it counts or not (docs/assets.md).
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: QueryOptions
    @OptionGroup var group: GroupOption

    @Option(
        help: ArgumentHelp(
            "Only this category, such as robotics_kit; computer with --count and --why.",
            valueName: "category"))
    var category: StockCategory?

    @Flag(help: "A row per computer that saw a device, not one per school.")
    var byComputer = false

    @Flag(help: "How many there are of each category: at least and at most.")
    var count = false

    @Flag(help: "With --count: by room, not by school.")
    var byRoom = false

    @Flag(help: "What the count of --school is made of.")
    var why = false

    func validate() throws {
        guard [byComputer, count, why].count(where: \.self) <= 1 else {
            throw ValidationError("Give one of --by-computer, --count and --why.")
        }
        if why, options.school == nil { throw ValidationError("--why wants a school: --school ID.") }
        if why, source.server != nil || group.groupBy != nil {
            throw ValidationError("--why asks the database itself, thing by thing: leave --server and --group-by out.")
        }
        if byRoom, !count { throw ValidationError("--by-room goes with --count.") }
        if category == .computer, !count, !why {
            throw ValidationError("Computers are counted with --count; `parta computers` lists them.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            if why {
                let items = try await source.database.openExisting().stockItems(stockQuery, scope: .everything)
                return try options.write(items, columns: ReadingColumns.stockItems)
            }
            if count { return try await options.answer(.stock, stockQuery, from: source, by: group) }
            var query = options.query()
            if case .device(let category) = category { query.category = category }
            query.byComputer = byComputer
            try await options.answer(.devices, query, from: source, by: group)
        }
    }

    private var stockQuery: Query {
        var query = options.query()
        query.filters.stock.category = category
        query.filters.stock.byRoom = byRoom
        return query
    }
}
