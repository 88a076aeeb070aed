internal import Reports

/// What one school has on a day: every thing once, whether it was seen, is on the books, or both.
///
/// What is on the books and what was seen are one thing where serial or sticker say so. Of the rest, things of one category
/// are taken for each other one by one, those of one room first: fifteen tablets without numbers on the books and twelve seen
/// are twelve to fifteen tablets, not twenty-seven. So are three things that may be tablets or telephones: a school's tablets then,
/// which of them is not certain. Never are two things taken for each other that both have a serial.
public struct SchoolStock: Sendable, Equatable {
    public let items: [StockItem]
    public let coverage: Coverage

    /// - Parameter window: what lies after its day must not be in the evidence.
    public init(_ evidence: SchoolEvidence, in window: PresenceWindow) {
        var books = StockBooks(evidence.assets)
        var items: [StockItem] = []
        var things = StockThing.all(of: evidence, in: window)
        // By proof first, over all things, so that no guess takes what proof needs.
        for index in things.indices {
            things[index].claim = books.claim(things[index])
        }
        // What may be of another kind is taken for it last: a telephone must not stand for what another thing is.
        for isKin in [false, true] {
            for match in [StockItem.Match.room, .category] {
                for index in things.indices where things[index].claim == nil {
                    things[index].claim = books.guess(things[index], by: match, isKin: isKin)
                }
            }
        }
        for thing in things { items.append(StockItem(thing, window)) }
        for asset in books.left { items.append(StockItem(asset)) }
        self.items = items.map { (order: $0.order, item: $0) }
            .sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.item)
        coverage = Coverage(of: evidence.computers, items: items, in: window)
    }

    /// As norms and programmes ask for it.
    public var presence: SchoolPresence { SchoolPresence(coverage: coverage, totals: StockCount.totals(of: items)) }

    /// By category and room.
    public var counts: [StockCount] { StockCount.counts(of: items) }
}

/// A thing that was seen, or a computer that is registered: what an asset may turn out to be.
struct StockThing {
    var category: StockCategory
    var confidence = Confidence.certain
    var room: String?
    var device: String?
    var agent: AgentID?
    var label: String?
    var serial: String?
    var presence: Presence
    var lastSeen: CivilDate?
    var ranWithout = 0
    var claim: StockBooks.Claim?

    static func all(of evidence: SchoolEvidence, in window: PresenceWindow) -> [StockThing] {
        let hosts = Dictionary(evidence.computers.map { ($0.agent, $0) }) { first, _ in first }
        let computers = evidence.computers.map { computer in
            StockThing(
                category: .computer, room: computer.room, agent: computer.agent, label: computer.label,
                presence: window.lately(of: computer.ran) > 0 || isRecent(computer.ran, window) ? .verified : .noData,
                lastSeen: computer.ran.last(upTo: window.day))
        }
        let registered = evidence.registered.map { computer in
            StockThing(
                category: .computer, room: computer.room, label: computer.label, serial: computer.serialHash,
                presence: .registered)
        }
        let devices = evidence.sightings.map { sighting in
            let ran = hosts[sighting.agent]?.ran ?? DaySet()
            return StockThing(
                category: .device(sighting.category), confidence: sighting.confidence, room: sighting.room,
                device: sighting.device, agent: sighting.agent, label: hosts[sighting.agent]?.label,
                serial: sighting.serial, presence: Presence(lastSeen: sighting.lastSeen, ran: ran, in: window),
                lastSeen: sighting.lastSeen,
                ranWithout: sighting.lastSeen.map { window.schoolDays(of: ran, after: $0) } ?? 0)
        }
        return computers + registered + devices
    }

    /// It may have run on a day without school too.
    private static func isRecent(_ ran: DaySet, _ window: PresenceWindow) -> Bool {
        ran.last(upTo: window.day).map(window.isRecent) ?? false
    }
}
