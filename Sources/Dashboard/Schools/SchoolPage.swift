internal import FoundationEssentials
internal import Reports
internal import Store

/// A school's page: its lines, what stands in its rooms, what is missing, and what to do next.
public struct SchoolPage: Sendable {
    /// A school of more rooms than these has them folded away, each with a line that says what it holds.
    static let openRooms = 3

    public var reading: SchoolReading
    /// Whether rooms, PCs and devices may be shown.
    public var showsRooms: Bool

    public init(_ reading: SchoolReading, showsRooms: Bool) {
        self.reading = reading
        self.showsRooms = showsRooms
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        let id = reading.school.school.id
        func list(_ name: String) -> PageValue { .text(Address("/lists/\(name)", [("school", id)]).text) }
        return [
            "facts": .rows(facts(wording)), "lines": .rows(lines(wording)), "no_lines": .flag(reading.lines.isEmpty),
            "steps": .rows(NextStep.of(reading).map { ["text": .text($0.sentence(wording))] }),
            "shows_rooms": .flag(showsRooms), "rooms": .rows(rooms(wording)),
            "has_rooms": .flag(!reading.stock.isEmpty),
            "stock": .rows(showsRooms ? [] : stock(wording)), "has_stock": .flag(!showsRooms && !reading.stock.isEmpty),
            "gaps": .rows(reading.gaps.map { GapText.values($0, wording) }), "has_gaps": .flag(!reading.gaps.isEmpty),
            "gap_norm": .text(reading.norm?.names.preferred(wording.language)),
            "gap_example": .flag(reading.norm?.example ?? false), "has_norm": .flag(reading.norm != nil),
            "readiness": .rows(readiness(wording)), "programmes": .rows(programmes(wording)),
            "has_programmes": .flag(!reading.programmes.isEmpty), "lines_list": list("lines"),
            "devices_list": list("devices"), "computers_list": list("computers"), "stock_list": list("stock"),
            "platforms_list": list("platforms"), "school_id": .text(id),
        ]
    }

    private func facts(_ wording: Wording) -> [[String: PageValue]] {
        let school = reading.school.school
        func fact(_ key: String, _ text: String?, link: String? = nil) -> [String: PageValue] {
            [
                "name": .text(wording(key)), "text": .text(text ?? wording("word.unknown")), "link": .text(link),
            ]
        }
        var facts = [
            fact("school.id", school.id),
            fact("filter.area", school.area.text, link: Address("/", [("area", school.area.text)]).text),
            fact("filter.type", wording.word("type", school.type.rawValue)),
            fact("school.pupils", school.pupils.map { wording.number($0) }),
            fact("filter.rural", school.rural.map { wording($0 ? "word.yes" : "word.no") }),
        ]
        if let support = school.supportedBy {
            facts.append(
                fact(
                    "school.supported_by", reading.supportName ?? support,
                    link: reading.supportName == nil ? nil : Address("/school", [("id", support)]).text))
        }
        if let grades = school.grades { facts.append(fact("school.grades", grades)) }
        if school.latitude == nil { facts.append(fact("school.place", wording("school.no_place"))) }
        if showsRooms, let coverage = reading.coverage?.coverage {
            facts.append(
                fact(
                    "overview.computers",
                    wording(
                        "school.computers",
                        [
                            "all": wording.number(coverage.computers), "agents": wording.number(coverage.agents),
                            "live": wording.number(coverage.live),
                        ])))
        }
        if let last = reading.school.lastReport, showsRooms {
            facts.append(fact("school.last_report", wording.moment(last)))
        }
        return facts
    }

    private func lines(_ wording: Wording) -> [[String: PageValue]] {
        // Tests that name no line are the only line's.
        let isOnly = reading.lines.count == 1
        return reading.lines.enumerated().map { index, row in
            SchoolLineText(
                row: row, tests: isOnly ? reading.tests : reading.tests.filter { $0.line == row.line },
                number: index + 1, now: reading.now, wording: wording
            ).values
        }
    }

    /// Room by room what is there, with when it was seen first and last.
    private func rooms(_ wording: Wording) -> [[String: PageValue]] {
        guard showsRooms else { return [] }
        struct Place: Hashable {
            var room: String
            var category: String
        }
        var seen: [Place: (first: Date, last: Date)] = [:]
        for device in reading.devices {
            let place = Place(room: device.room ?? "", category: device.category.rawValue)
            let known = seen[place] ?? (device.firstSeen, device.lastSeen)
            seen[place] = (min(known.first, device.firstSeen), max(known.last, device.lastSeen))
        }
        let rooms = Dictionary(grouping: reading.stock) { $0.room ?? "" }
        return rooms.sorted { $0.key < $1.key }.map { room, rows in
            [
                "name": .text(room.isEmpty ? wording("school.no_room") : room),
                "open": .flag(rooms.count <= Self.openRooms), "about": .text(Self.summary(rows, wording)),
                "rows": .rows(
                    rows.sorted { $0.category.rawValue < $1.category.rawValue }.map { row in
                        let days = seen[Place(room: room, category: row.category.rawValue)]
                        return [
                            "category": .text(wording.word("category", row.category.rawValue)),
                            "count": .text(GapText.range(row.low, row.high, wording)),
                            "first": .text(days.map { wording.day($0.first) } ?? "–"),
                            "last": .text(days.map { wording.day($0.last) } ?? "–"),
                            "not_seen": .text(wording.number(row.notSeen)),
                        ]
                    }),
            ]
        }
    }

    /// What a room that is folded away says of itself: its PCs, and how many other things stand there.
    private static func summary(_ rows: [StockRow], _ wording: Wording) -> String {
        func count(_ rows: [StockRow]) -> String {
            GapText.range(rows.reduce(0) { $0 + $1.low }, rows.reduce(0) { $0 + $1.high }, wording)
        }
        return wording(
            "school.room_holds",
            [
                "computers": count(rows.filter { $0.category == .computer }),
                "things": count(rows.filter { $0.category != .computer }),
            ])
    }

    private func stock(_ wording: Wording) -> [[String: PageValue]] {
        reading.stock.map { row in
            [
                "category": .text(wording.word("category", row.category.rawValue)),
                "count": .text(GapText.range(row.low, row.high, wording)),
            ]
        }
    }

    private func readiness(_ wording: Wording) -> [[String: PageValue]] {
        reading.readiness.map { row in
            let state =
                switch row.ready {
                case true?: wording("school.ready")
                case false?: wording("school.not_ready")
                case nil: wording("school.ready_unknown")
                }
            return [
                "state": .text(state),
                "missing": .text(row.missing.map { wording.word("ready", $0) }.joined(separator: ", ")),
            ]
        }
    }

    private func programmes(_ wording: Wording) -> [[String: PageValue]] {
        reading.programmes.map { ProgrammeText.values($0, wording) }
    }
}
