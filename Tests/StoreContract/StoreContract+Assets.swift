import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let assets = [
        StoreContract("keeps every field of an asset, and imports idempotently") { world in
            try await world.withSchools()
            let full = Asset(
                school: "A-1", inventoryNumber: "001", category: .device(.projector), room: "7", vendor: "Acme",
                model: "P1", serial: SerialMark(hash: "hash:1", plain: "SN-1"), purchasedOn: "2024-08-20",
                price: 250_000.5, currency: "KZT", contract: "12/3",
                funders: [.init(name: "Fund", share: 40), .init(name: "Budget", share: 60)], programme: "digital",
                state: .stored, stateSince: "2025-01-10", stateDocument: "act 5")
            let bare = Asset(school: "A-2", inventoryNumber: "001", category: .computer)
            let dry = try await world.store.importAssets([full, bare], at: world.at(0), dryRun: true)
            #expect(dry == ImportOutcome(added: ["A-1/001", "A-2/001"]))
            #expect(try await world.store.assets(world.query(), scope: .everything).isEmpty)
            #expect(try await world.store.importAssets([full, bare], at: world.at(0), dryRun: false) == dry)
            let again = try await world.store.importAssets([full, bare], at: world.at(86_400), dryRun: false)
            #expect(again == ImportOutcome(unchanged: ["A-1/001", "A-2/001"]))
            let rows = try await world.store.assets(world.query(), scope: .everything)
            #expect(
                rows == [
                    AssetRow(
                        school: "A-1", schoolName: "Support school", inventoryNumber: "001",
                        category: .device(.projector), room: "7", vendor: "Acme", model: "P1", serial: "SN-1",
                        purchasedOn: "2024-08-20", price: 250_000.5, currency: "KZT", contract: "12/3",
                        funders: [.init(name: "Budget", share: 60), .init(name: "Fund", share: 40)],
                        programme: "digital", state: .stored, stateSince: "2025-01-10", stateDocument: "act 5"),
                    AssetRow(
                        school: "A-2", schoolName: "Малая школа", inventoryNumber: "001", category: .computer,
                        state: .inUse, stateSince: "2025-09-01"),
                ])
        },
        StoreContract("an asset's states are a history, and a question for a day gets that day's") { world in
            try await world.withSchools()
            func bring(_ state: AssetState?, _ since: String?, at days: Double = 0) async throws -> ImportOutcome {
                let asset = Asset(
                    school: "A-1", inventoryNumber: "1", category: .computer, purchasedOn: "2025-08-01", state: state,
                    stateSince: since)
                return try await world.store.importAssets([asset], at: world.at(days * 86_400), dryRun: false)
            }
            func state(_ days: Double) async throws -> AssetState? {
                let rows = try await world.store.assets(world.query(days * 86_400), scope: .everything)
                return rows.first?.state
            }
            #expect(try await bring(.inUse, nil).added == ["A-1/1"])
            #expect(try await bring(.writtenOff, "2025-09-20", at: 20).changed == ["A-1/1"])
            #expect(try await bring(.repair, "2025-09-05", at: 21).changed == ["A-1/1"], "an earlier state, told later")
            #expect(try await bring(.repair, "2025-09-05", at: 22).unchanged == ["A-1/1"])
            #expect(try await bring(nil, nil, at: 23).unchanged == ["A-1/1"], "no word of a state changes none")
            #expect(try await state(25) == .writtenOff)
            #expect(try await state(10) == .repair)
            #expect(try await state(1) == .inUse)
            #expect(try await state(-60) == nil, "not bought yet")
            #expect(try await bring(.stored, nil, at: 30).changed == ["A-1/1"])
            let row = try #require(try await world.store.assets(world.query(31 * 86_400), scope: .everything).first)
            #expect(row.state == .stored && row.stateSince == "2025-10-01")
        },
        StoreContract("an import of assets with a fault changes nothing") { world in
            try await world.withSchools()
            let good = Asset(school: "A-1", inventoryNumber: "1", category: .computer)
            await #expect(throws: StoreFailure.unknownSchool("X-9")) {
                let lost = Asset(school: "X-9", inventoryNumber: "1", category: .computer)
                _ = try await world.store.importAssets([good, lost], at: world.at(0), dryRun: false)
            }
            await #expect(throws: StoreFailure.doubledAsset("A-1/1")) {
                _ = try await world.store.importAssets([good, good], at: world.at(0), dryRun: false)
            }
            #expect(try await world.store.assets(world.query(), scope: .everything).isEmpty)
        },
        StoreContract("assets are found by what is asked for, within the scope") { world in
            try await world.withSchools()
            let assets = [
                Asset(
                    school: "A-1", inventoryNumber: "1", category: .computer, room: "1",
                    funders: [.init(name: "Fund")], programme: "p"),
                Asset(school: "A-2", inventoryNumber: "2", category: .device(.tablet), state: .lost),
                Asset(school: "B-1", inventoryNumber: "3", category: .device(.tablet), room: "1"),
            ]
            _ = try await world.store.importAssets(assets, at: world.at(0), dryRun: false)
            func found(_ scope: Scope = .everything, _ change: (inout Query) -> Void) async throws -> [String] {
                var query = world.query()
                change(&query)
                return try await world.store.assets(query, scope: scope).map(\.inventoryNumber)
            }
            #expect(try await found { _ in } == ["1", "2", "3"])
            #expect(try await found { $0.limit = 2 } == ["1", "2"])
            #expect(try await found { $0.filters.stock.category = .device(.tablet) } == ["2", "3"])
            #expect(try await found { $0.filters.stock.state = .lost } == ["2"])
            #expect(try await found { $0.filters.stock.presence = .registered } == ["1", "2", "3"])
            #expect(try await found { $0.filters.stock.presence = .verified } == [])
            #expect(try await found { $0.filters.funder = "Fund" } == ["1"])
            #expect(try await found { $0.filters.programme = "p" } == ["1"])
            #expect(try await found { $0.room = "1" } == ["1", "3"])
            #expect(try await found { $0.area = "Aktobe" } == ["1", "2"])
            #expect(try await found(.school("A-2")) { _ in } == ["2"])
            await #expect(throws: StoreFailure.unknownSchool("A-1")) {
                try await found(.school("A-2")) { $0.school = "A-1" }
            }
        },
        StoreContract("a stocktake is kept once for a school and day, and is held against the books of that day") {
            world in
            try await world.withSchools()
            let assets = [
                Asset(school: "A-1", inventoryNumber: "1", category: .computer, purchasedOn: "2025-01-01"),
                Asset(
                    school: "A-1", inventoryNumber: "2", category: .device(.tablet), purchasedOn: "2025-01-01",
                    state: .lost, stateSince: "2025-10-15"),
                Asset(school: "A-1", inventoryNumber: "3", category: .computer, purchasedOn: "2025-12-01"),
                Asset(school: "B-1", inventoryNumber: "4", category: .computer),
            ]
            _ = try await world.store.importAssets(assets, at: world.at(0), dryRun: false)
            var list = Stocktake(
                school: "A-1", day: "2025-10-10", document: "act 1",
                items: [.init(inventoryNumber: "1"), .init(inventoryNumber: "4", room: "9")])
            let dry = try await world.store.importStocktakes([list], at: world.at(0), dryRun: true)
            let first = try await world.store.importStocktakes([list], at: world.at(0), dryRun: false)
            #expect(dry == first && first.outcome == ImportOutcome(added: ["A-1/2025-10-10"]))
            // The lost tablet has one state alone: before the first known one, that holds.
            #expect(first.differences.map(\.kind) == [.found, .elsewhere])
            #expect(first.differences.last?.bookedSchool == "B-1")
            let second = try await world.store.importStocktakes([list], at: world.at(0), dryRun: false)
            #expect(second.outcome == ImportOutcome(unchanged: ["A-1/2025-10-10"]))
            list.items.append(.init(category: .device(.tablet), count: 1))
            let third = try await world.store.importStocktakes([list], at: world.at(0), dryRun: false)
            #expect(third.outcome == ImportOutcome(changed: ["A-1/2025-10-10"]))
            #expect(third.differences.map(\.kind) == [.found, .elsewhere, .unexpected])
        },
    ]
}
