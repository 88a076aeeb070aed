internal import FoundationEssentials
internal import Reports
public import Store

/// What a school has said of the figures about it, and the forms with which it says more.
public struct VoicePage: Sendable {
    public var reading: SchoolReading
    public var words: [SchoolWord]
    /// Indicators that are known at the school: of each programme's one form.
    public var indicators: [IndicatorRow]
    /// Whether whoever looks may speak for the school.
    public var maySpeak: Bool
    public var formToken: String

    public init(
        _ reading: SchoolReading, words: [SchoolWord], indicators: [IndicatorRow], maySpeak: Bool, formToken: String
    ) {
        self.reading = reading
        self.words = words
        self.indicators = indicators
        self.maySpeak = maySpeak
        self.formToken = formToken
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        [
            "t": wording.templateTexts, "may_speak": .flag(maySpeak), "form_token": .text(formToken),
            "school": .text(reading.school.school.id), "words": .rows(words.map { Self.word($0, wording) }),
            "has_words": .flag(!words.isEmpty), "lines": .rows(maySpeak ? lines(wording) : []),
            "counts": .rows(maySpeak ? counts(wording) : []), "has_counts": .flag(maySpeak && !reading.stock.isEmpty),
            "categories": .rows(
                Reports.Category.allCases.filter { $0 != .unknown }.map {
                    ["word": .text($0.rawValue), "name": .text(wording.word("category", $0.rawValue))]
                }),
            "computers": .rows(maySpeak ? computers(wording) : []), "has_computers": .flag(!reading.computers.isEmpty),
            "rooms": .rows(Set(reading.computers.compactMap(\.room)).sorted().map { ["name": .text($0)] }),
            "indicators": .rows(maySpeak ? choices() : []), "has_indicators": .flag(maySpeak && !indicators.isEmpty),
            "months": .rows(
                months.map { month in
                    ["period": .text(Self.period(month))]
                }),
        ]
    }

    private func lines(_ wording: Wording) -> [[String: PageValue]] {
        reading.lines.map { row in
            [
                "id": .text(row.line ?? ""), "name": .text(row.line ?? wording("school.line_unnamed")),
                "figure": .text(wording.mbps(row.downloadMbps) ?? wording("word.unknown")),
            ]
        }
    }

    /// Of the whole school, over its rooms.
    private func counts(_ wording: Wording) -> [[String: PageValue]] {
        let rows = Dictionary(grouping: reading.stock, by: \.category)
        return rows.sorted { $0.key.rawValue < $1.key.rawValue }.map { category, rows in
            let range = GapText.range(
                rows.reduce(0) { $0 + $1.low }, rows.reduce(0) { $0 + $1.high }, wording)
            return [
                "word": .text(category.rawValue),
                "name": .text("\(wording.word("category", category.rawValue)): \(range)"),
            ]
        }
    }

    private func computers(_ wording: Wording) -> [[String: PageValue]] {
        reading.computers.compactMap { row in
            row.agent.map { agent in
                let words = [row.label, row.model, row.room.map { wording("voice.in_room", ["room": $0]) }].compactMap(
                    \.self)
                return [
                    "agent": .text(agent.text),
                    "name": .text((words + [String(agent.text.prefix(8))]).joined(separator: " · ")),
                ]
            }
        }
    }

    private func choices() -> [[String: PageValue]] {
        var seen = Set<String>()
        return indicators.filter { seen.insert("\($0.indicator) \($0.programme ?? "")").inserted }.map { row in
            [
                "value": .text("\(row.indicator)\n\(row.programme ?? "")"),
                "name": .text("\(row.name)\(row.programme.map { " (\($0))" } ?? ""), \(row.unit)"),
            ]
        }
    }

    /// This month and the two before it.
    private var months: [CivilDate] {
        let today = CivilDate(utc: reading.now)
        var months: [CivilDate] = []
        var day = today
        for _ in 0..<3 {
            months.append(day)
            day = day.adding(days: -day.day)
        }
        return months
    }

    static func period(_ month: CivilDate) -> String { String(month.description.prefix(7)) }

    public static func word(_ word: SchoolWord, _ wording: Wording) -> [String: PageValue] {
        let subject =
            switch word.kind {
            case .count, .breakage: wording.word("category", word.subject)
            case .line: word.subject.isEmpty ? wording("school.line_unnamed") : word.subject
            }
        return [
            "at": .text(wording.moment(word.at)), "who": .text(word.who), "subject": .text(subject),
            "stand": .text(wording("voice.stand_\(word.stand.rawValue)")), "figure": .text(word.figure),
            "own": .text(word.own), "room": .text(word.room), "number": .text(word.inventoryNumber),
            "note": .text(word.note),
            "dossier": .text(
                word.stand == .disputed ? Address("/voice/dossier", [("id", "\(word.id)")]).text : nil),
        ]
    }
}
