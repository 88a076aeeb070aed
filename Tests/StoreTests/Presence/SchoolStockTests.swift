import Reports
import Store
import Testing

@Suite("A school's stock")
struct SchoolStockTests {
    private let window: PresenceWindow
    private let agent: AgentID
    private let fresh: CivilDate
    private let old: CivilDate

    init() throws {
        let day = try #require(CivilDate("2025-09-12"))
        window = PresenceWindow(of: day, days: 5, in: SchoolDays())
        agent = SigningKey().publicKey.agentID
        fresh = day
        old = try #require(CivilDate("2025-09-01"))
    }

    /// A computer that ran on every school day.
    private var busy: SchoolEvidence.Computer {
        .init(agent: agent, label: "PC-1", room: "1", ran: DaySet(window.schoolDays))
    }

    private var idle: SchoolEvidence.Computer { .init(agent: agent, label: "PC-1", room: "1", ran: DaySet([old])) }

    private func tablet(
        _ name: String, seen: CivilDate?, room: String? = "1", serial: String? = nil, confidence: Confidence = .certain
    ) -> SchoolEvidence.Sighting {
        .init(
            device: name, category: .tablet, confidence: confidence, agent: agent, room: room, serial: serial,
            lastSeen: seen)
    }

    private func asset(
        _ number: String, room: String? = "1", state: AssetState = .inUse, since: CivilDate? = nil,
        serial: String? = nil, category: StockCategory = .device(.tablet)
    ) -> SchoolEvidence.Booked {
        .init(
            inventoryNumber: number, category: category, room: room, state: state, stateSince: since,
            serial: serial.map { SerialMark(hash: $0, plain: nil) })
    }

    private func stock(
        _ computer: SchoolEvidence.Computer, _ sightings: [SchoolEvidence.Sighting],
        _ assets: [SchoolEvidence.Booked], registered: [SchoolEvidence.Registered] = []
    ) -> SchoolStock {
        SchoolStock(
            SchoolEvidence(computers: [computer], sightings: sightings, registered: registered, assets: assets),
            in: window)
    }

    private func tablets(_ stock: SchoolStock) -> StockCount? {
        StockCount.totals(of: stock.items).first { $0.category == .device(.tablet) }
    }

    @Test("what is on the books and what was seen is never counted twice")
    func neverTwice() throws {
        // Five on the books: two with serials, of which one is seen; four are seen, one of them by its serial.
        let stock = stock(
            busy,
            [
                tablet("a", seen: fresh, serial: "hash:1"), tablet("b", seen: fresh), tablet("c", seen: fresh),
                tablet("d", seen: fresh, room: "2"),
            ],
            [
                asset("1", serial: "hash:1"), asset("2", serial: "hash:2"), asset("3"), asset("4"),
                asset("5", room: "9"),
            ])
        let count = try #require(tablets(stock))
        #expect(count.low == 4 && count.high == 5)
        #expect(count.verified == 4 && count.registered == 1)
        let matches = stock.items.filter { $0.device != nil }.map {
            "\($0.device ?? "") \($0.inventoryNumber ?? "") \($0.match?.rawValue ?? "")"
        }
        #expect(matches.sorted() == ["a 1 serial", "b 2 room", "c 3 room", "d 4 category"])
    }

    @Test("two things that both have a serial are two")
    func twoSerials() throws {
        let count = try #require(
            tablets(stock(busy, [tablet("a", seen: fresh, serial: "hash:1")], [asset("1", serial: "hash:2")])))
        #expect(count.low == 1 && count.high == 2)
    }

    @Test("a serial that is sent plain meets the books too")
    func plainSerial() throws {
        let mark = SerialMark(hash: "hash:9", plain: "SN-9")
        var projector = tablet("p", seen: fresh, serial: "SN-9")
        projector.category = .projector
        let stock = stock(
            busy, [projector],
            [.init(inventoryNumber: "1", category: .device(.projector), room: "8", serial: mark)])
        let item = try #require(stock.items.first { $0.category == .device(.projector) })
        #expect(item.match == .serial && item.inventoryNumber == "1" && item.room == "1")
    }

    @Test("how each kind of presence counts")
    func presence() throws {
        for (computer, seen, low, high, reason) in [
            (busy, fresh, 1, 1, StockItem.Reason.seenLately), (busy, old, 0, 0, .computerRanWithout),
            (idle, old, 0, 1, .computerOff),
        ] {
            let stock = stock(computer, [tablet("a", seen: seen)], [])
            let count = try #require(tablets(stock))
            #expect(count.low == low && count.high == high, "\(reason)")
            #expect(stock.items.first { $0.device == "a" }?.reason == reason)
        }
    }

    @Test("what a rule only guesses is perhaps there; where the books name it, it is")
    func guessed() throws {
        let guess = tablet("a", seen: fresh, serial: "hash:1", confidence: .possible)
        let unknown = try #require(tablets(stock(busy, [guess], [])))
        #expect(unknown.low == 0 && unknown.high == 1)
        let booked = try #require(tablets(stock(busy, [guess], [asset("1", serial: "hash:1")])))
        #expect(booked.low == 1 && booked.high == 1)
    }

    @Test("a tablet on the books and a thing that may be one are one, perhaps, after what is a tablet for certain")
    func kin() throws {
        var perhaps = tablet("a", seen: fresh, confidence: .likely)
        perhaps.category = .phoneOrTablet
        let stock = stock(busy, [perhaps, tablet("b", seen: fresh)], [asset("1"), asset("2")])
        let count = try #require(tablets(stock))
        #expect(count.low == 1 && count.high == 2)
        #expect(!stock.items.contains { $0.category == .device(.phoneOrTablet) })
        #expect(stock.items.first { $0.device == "a" }?.reason == .kindUncertain)
        // Without a book it stays what it was seen as.
        let alone = self.stock(busy, [perhaps], [])
        #expect(alone.items.first { $0.device == "a" }?.category == .device(.phoneOrTablet))
    }

    @Test("the state on the books decides what does not count", arguments: AssetState.allCases)
    func states(_ state: AssetState) throws {
        let unseen = stock(busy, [], [asset("1", state: state, since: old)])
        let count = try #require(tablets(unseen))
        #expect(count.low == 0)
        #expect(count.high == (state.isGone || state.isOutOfOrder ? 0 : 1))
        #expect(count.outOfOrder == (state.isOutOfOrder ? 1 : 0))
        let seen = try #require(
            tablets(
                stock(
                    busy, [tablet("a", seen: fresh, serial: "x")], [asset("1", state: state, since: old, serial: "x")]))
        )
        #expect(seen.low == (state.isOutOfOrder ? 0 : 1))
        #expect(seen.seenAgain == (state.isGone ? 1 : 0))
        // Seen before it was written off, and not since.
        let before = try #require(
            tablets(
                stock(
                    busy, [tablet("a", seen: fresh, serial: "x")], [asset("1", state: state, since: fresh, serial: "x")]
                )))
        #expect(before.seenAgain == 0)
        #expect(before.high == (state.isGone || state.isOutOfOrder ? 0 : 1))
    }

    @Test("what is gone or out of order is not taken for what was seen")
    func notGuessed() throws {
        let stock = stock(
            busy, [tablet("a", seen: fresh)], [asset("1", state: .writtenOff), asset("2", state: .broken)])
        let count = try #require(tablets(stock))
        #expect(count.low == 1 && count.high == 1 && count.outOfOrder == 1 && count.seenAgain == 0)
        #expect(stock.items.first { $0.device == "a" }?.inventoryNumber == nil)
    }

    @Test("a computer on three lists is one computer")
    func computers() throws {
        let other = SigningKey().publicKey.agentID
        let evidence = SchoolEvidence(
            computers: [busy, .init(agent: other, room: "2", isLive: false)],
            registered: [.init(label: "PC-3", room: "3"), .init(room: "3", serialHash: "s4")],
            assets: [
                asset("PC-1", category: .computer), asset("PC-3", category: .computer),
                asset("77", room: "3", serial: "s4", category: .computer), asset("PC-5", category: .computer),
                asset("PC-6", state: .writtenOff, category: .computer),
            ])
        let stock = SchoolStock(evidence, in: window)
        let count = try #require(StockCount.totals(of: stock.items).first { $0.category == .computer })
        // PC-5 of the books may be the computer without a sticker.
        #expect(count.low == 1 && count.high == 4 && count.noData == 1 && count.registered == 2)
        #expect(stock.coverage.agents == 2 && stock.coverage.live == 1 && stock.coverage.registered == 2)
        #expect(stock.coverage.share == 0.25)
        #expect(stock.coverage.daysPossible == 10 && stock.coverage.daysRun == 5)
    }

    @Test("rooms add up to the school")
    func rooms() throws {
        let stock = stock(
            busy, [tablet("a", seen: fresh), tablet("b", seen: old, room: "2"), tablet("c", seen: fresh, room: nil)],
            [asset("1", room: "2"), asset("2", room: "3")])
        let rooms = stock.counts.filter { $0.category == .device(.tablet) }
        #expect(rooms.map(\.room) == ["1", "2", "3"])
        let total = try #require(tablets(stock))
        #expect(rooms.reduce(0) { $0 + $1.low } == total.low && rooms.reduce(0) { $0 + $1.high } == total.high)
        #expect(total.low == 2 && total.high == 2 && total.notSeen == 1)
    }
}
