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

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

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
        if byRoom, !count { throw ValidationError("--by-room goes with --count.") }
        if category == .computer, !count, !why {
            throw ValidationError("Computers are counted with --count; `parta computers` lists them.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let store = try database.openExisting()
            if why {
                let items = try await store.stockItems(stockQuery, scope: .everything)
                return try options.write(
                    Array(items.prefix(options.limit ?? .max)), columns: ReadingColumns.stockItems)
            }
            if count {
                let rows = try await store.stock(stockQuery, scope: .everything)
                return try options.write(rows, columns: ReadingColumns.stock)
            }
            var query = options.query()
            if case .device(let category) = category { query.category = category }
            query.byComputer = byComputer
            try options.write(try await store.devices(query, scope: .everything), columns: ReadingColumns.devices)
        }
    }

    private var stockQuery: Query {
        var query = options.query()
        query.filters.stock.category = category
        query.filters.stock.byRoom = byRoom
        return query
    }
}
