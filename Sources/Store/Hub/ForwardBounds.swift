internal import Reports

/// What a region's message may hold: a good signature and a good token say who sent it, not that a hub can keep it.
public enum ForwardBounds {
    /// In one message.
    public static let schools = 100
    public static let envelopes = 400
    static let definitions = 1_000
    /// Of one school.
    static let rows = 2_000
    static let textBytes = 400
    /// Sentences that a verdict is made of.
    static let lineTextBytes = 4_000
    static let count = 0...10_000_000
    private static let amount = 1e15

    /// - Throws: `ReportFailure.outOfBounds`.
    public static func check(_ message: Forward) throws {
        try require(message.version == Forward.currentVersion, "its version is \(message.version)")
        try require(message.schools.count <= schools, "it has more than \(schools) schools")
        try require(message.envelopes.count <= envelopes, "it has more than \(envelopes) envelopes")
        try require(message.agents.count <= envelopes, "it has more than \(envelopes) computers")
        try require(
            message.programmes.count <= definitions && message.indicators.count <= definitions,
            "it describes more than \(definitions) programmes or indicators")
        try require(message.number > 0 && message.number < 1 << 53, "its number is out of bounds")
        try require(count.contains(message.waiting) && count.contains(message.lost), "a count is out of bounds")
        try texts([message.release])
        for programme in message.programmes {
            try texts([programme.id, programme.funder] + names(programme.names))
            try days([programme.startsOn, programme.endsOn])
        }
        for indicator in message.indicators { try texts([indicator.id, indicator.unit] + names(indicator.names)) }
        for agent in message.agents { try texts([agent.school, agent.room]) }
        try require(
            Set(message.schools.map(\.school.id)).count == message.schools.count, "it names a school twice")
        for school in message.schools { try check(school) }
    }

    private static func check(_ told: ForwardedSchool) throws {
        let school = told.school
        try texts(
            [
                school.id, school.gigaID, school.area.country, school.area.region, school.area.district,
                school.supportedBy, school.grades, school.managingBody, school.settlement, school.educationLevel,
            ] + names(school.names))
        try require(!school.id.isEmpty && !school.names.isEmpty, "a school has no id or no name")
        // A slash parts the levels of an area: within one it would reach into another's.
        try require(
            school.area.parts.allSatisfy { !$0.isEmpty && !$0.contains("/") },
            "an area of school \(school.id) has no name")
        try days([told.day])
        try require(
            [told.stock.count, told.lines.count, told.programmes.count, told.figures.count, told.milestones.count]
                .allSatisfy { $0 <= rows } && told.values.count <= rows,
            "school \(school.id) has more than \(rows) rows")
        let coverage = told.coverage
        let counts =
            [
                coverage.registered, coverage.agents, coverage.live, coverage.daysPossible, coverage.daysRun,
                told.devices ?? 0, told.pedagogical ?? 0, school.pupils ?? 0, school.shifts ?? 0,
            ] + told.stock.flatMap(\.numbers) + told.figures.flatMap(\.numbers)
        try require(counts.allSatisfy(count.contains), "a count of school \(school.id) is out of bounds")
        try require(
            ([told.lastDownloadMbps, told.lastUploadMbps] + told.milestones.map(\.cost)
                + told.values.flatMap { [$0.value, $0.target] }).allSatisfy { $0.map { abs($0) <= amount } ?? true },
            "a number of school \(school.id) is out of bounds")
        try require(
            [(school.latitude, 90.0), (school.longitude, 180.0)].allSatisfy { abs($0.0 ?? 0) <= $0.1 },
            "school \(school.id) lies nowhere on Earth")
        try texts(told.programmes + told.figures.map(\.programme))
        for line in told.lines {
            try require(line.school == school.id, "a line of school \(school.id) is of another")
        }
        try check(ReportCoder.decode(JSONValue.self, from: ReportCoder.encode(told.lines)))
        for milestone in told.milestones {
            try texts([milestone.programme, milestone.currency])
            try days([milestone.day])
            try require(milestone.cost == nil || milestone.currency != nil, "a cost has no currency")
        }
        for value in told.values {
            try texts([value.indicator, value.programme, value.period])
            try require(ReportingPeriod(value.period) != nil, "\"\(value.period)\" is no period")
        }
        let keys = [
            Set(told.stock.map(\.category.rawValue)).count == told.stock.count,
            Set(told.figures.map { [$0.programme, $0.category.rawValue] }).count == told.figures.count,
            Set(told.milestones.map { [$0.programme, $0.stage.rawValue] }).count == told.milestones.count,
            Set(told.values.map { [$0.indicator, $0.programme ?? "", $0.period] }).count == told.values.count,
            Set(told.programmes).count == told.programmes.count,
        ]
        try require(keys.allSatisfy { $0 }, "school \(school.id) has a row twice")
    }

    /// Sums over lines must not overflow, and nothing in one is long.
    private static func check(_ value: JSONValue) throws {
        switch value {
        case .null, .flag: break
        case .integer(let number): try require(count.contains(number), "a figure of a line is out of bounds")
        case .number(let number): try require(abs(number) <= amount, "a figure of a line is out of bounds")
        case .text(let text): try require(text.utf8.count <= lineTextBytes, "a text of a line is too long")
        case .array(let values): for value in values { try check(value) }
        case .object(let values): for value in values.values { try check(value) }
        }
    }

    private static func names(_ names: Names) -> [String?] { [names.kk, names.ru, names.en] }

    private static func texts(_ texts: [String?]) throws {
        try require(texts.allSatisfy { ($0?.utf8.count ?? 0) <= textBytes }, "a text is longer than \(textBytes) bytes")
    }

    private static func days(_ days: [String?]) throws {
        try require(days.allSatisfy { $0.map { CivilDate($0) != nil } ?? true }, "a day is none")
    }

    private static func require(_ isSo: Bool, _ reason: @autoclosure () -> String) throws {
        guard isSo else { throw ForwardFailure.outOfBounds(reason()) }
    }
}
