import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let day: TimeInterval = 86_400
    private static let serial = "R52N-SECRET"
    private static let key = Data(repeating: 7, count: 32)

    private static func order(_ world: ContractWorld) -> ErasureOrder {
        ErasureOrder(at: world.at(40 * day), who: "aset", reason: "request 8")
    }

    /// As an agent sends a tablet of somebody's own.
    private static func tablet(_ world: ContractWorld, model: String = "6860") async throws -> Device {
        _ = try await world.store.establishRegionSecrets(RegionSecrets([SerialHash.secretName: key]))
        let hash = RegionHash(key: key)
        var tablet = world.device(hash.deviceID(bus: .usb, maker: "1234", model: model, serial: serial))
        tablet.productID = model
        tablet.serial = SerialHash(key: key)(serial)
        return tablet
    }

    private static func ids(_ world: ContractWorld, at seconds: TimeInterval = 41 * day) async throws -> [String] {
        try await world.store.devices(world.query(seconds), scope: .everything).map(\.id)
    }

    private static func erased(_ world: ContractWorld, by name: (Device) -> ErasedDevice) async throws {
        try await world.withSchools()
        let tablet = try await Self.tablet(world)
        let named = name(tablet)
        var agents: [ContractAgent] = []
        for _ in 0..<2 {
            let agent = try await world.withAgent(school: "B-1")
            agents.append(agent)
            for seq in 1...2 {
                let seen = [world.device("kit\(seq)"), tablet]
                _ = try await world.store.ingest([world.ran(agent, seq, day: seq, seeing: seen)])
            }
        }
        let other = try await world.withAgent()
        _ = try await world.store.ingest([world.ran(other, 1, day: 1, seeing: [])])
        let held = try await world.store.envelopes(after: 0, limit: 99, scope: .everything)
        let before = try await world.store.devices(world.query(9 * day), scope: .everything)
        let counted = try await world.store.erasable(device: named)
        #expect(counted[.devices] == 2 && counted[.days] == 2 && counted[.reports] == 4)
        #expect(try await world.store.erase(device: named, order(world)) == counted)
        let after = try await world.store.devices(world.query(9 * day), scope: .everything)
        #expect(after == before.filter { $0.id != tablet.id } && after.count < before.count)
        let left = try await world.store.envelopes(after: 0, limit: 99, scope: .everything)
        #expect(left == held.filter { envelope in !agents.contains { $0.id == envelope.agent } })
        let again = try await world.store.ingest([
            world.ran(agents[0], 2, day: 2, seeing: [world.device("kit2"), tablet]),
            world.ran(agents[0], 3, day: 3, seeing: [world.device("kit3"), tablet]),
            world.ran(other, 2, day: 3, seeing: [tablet]),
        ])
        #expect(again.dispositions == [.duplicate, .stored, .stored])
        #expect(try await !ids(world).contains(tablet.id))
        #expect(try await ids(world).contains("kit3"))
        let texts = try await world.store.envelopes(after: 0, limit: 99, scope: .everything)
        #expect(texts == left, "what holds it is kept as a digest alone")
        let computers = try await world.store.computers(world.query(4 * day), scope: .everything)
        #expect(computers.first { $0.agent == other.id }?.devices == 1)
        await #expect(throws: StoreFailure.unknownDevice) { try await world.store.erasable(device: named) }
        let log = try await world.store.audit(since: nil, limit: 1)
        #expect(log.map(\.action) == [.deviceErased] && log.first?.object == "device")
        #expect(log.first?.detail == "\(counted.rows) rows; request 8")
    }

    static let erasingDevices = [
        StoreContract("a device is erased by its serial, everywhere, and no later report brings it back") { world in
            try await erased(world) { _ in .serial(serial) }
        },
        StoreContract("a device is erased by its id, everywhere, and no later report brings it back") { world in
            try await erased(world) { .id($0.id) }
        },
        StoreContract("a device whose hash was forgotten is found by its serial") { world in
            try await world.withSchools()
            let (tablet, agent) = (try await Self.tablet(world), try await world.withAgent())
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [tablet])])
            #expect(try await world.store.forget(Forgetting(now: world.at(31 * day))).hashes == 1)
            #expect(try await world.store.erase(device: .serial(serial), order(world))[.devices] == 1)
            #expect(try await !ids(world).contains(tablet.id))
        },
        StoreContract("what the books name, what several devices share and what nobody saw is not erased") { world in
            try await world.withSchools()
            let (tablet, agent) = (try await Self.tablet(world), try await world.withAgent())
            await #expect(throws: StoreFailure.unknownDevice) {
                try await world.store.erase(device: .serial(serial), order(world))
            }
            let another = try await Self.tablet(world, model: "1111")
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [tablet, another])])
            await #expect(throws: StoreFailure.severalDevices([tablet.id, another.id].sorted())) {
                try await world.store.erase(device: .serial(serial), order(world))
            }
            let asset = Asset(
                school: "A-1", inventoryNumber: "1", category: .device(.tablet), room: nil,
                serial: SerialMark(hash: SerialHash(key: key)(serial), plain: nil), purchasedOn: "2025-01-01")
            _ = try await world.store.importAssets([asset], at: world.start, dryRun: false)
            await #expect(throws: StoreFailure.deviceOnBooks(school: "A-1")) {
                try await world.store.erase(device: .id(tablet.id), order(world))
            }
            #expect(try await Set(ids(world)).isSuperset(of: [tablet.id, another.id]))
            #expect(try await world.store.audit(since: nil, limit: nil).isEmpty)
        },
    ]
}
