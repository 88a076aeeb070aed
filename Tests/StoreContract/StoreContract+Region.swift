import FoundationEssentials
import Store
import Testing

extension StoreContract {
    static let region = [
        StoreContract("keeps every statement on the servers, the oldest first, with the secrets of that moment") {
            world in
            #expect(try await world.store.regionState() == RegionState(secrets: RegionSecrets(), statements: []))
            for version in 1...3 {
                let done = try await world.store.changeRegion(change(to: version))
                #expect(done)
            }
            let state = try await world.store.regionState()
            #expect(state.statements == (1...3).map(statement))
            #expect(state.version == 3)
            #expect(state.secrets.values == ["k": Data([3]), "1": Data([1]), "2": Data([2]), "3": Data([3])])
        },
        StoreContract("a region's change made from an older state changes nothing") { world in
            _ = try await world.store.changeRegion(change(to: 1))
            let before = try await world.store.regionState()
            for after in [0, 2] {
                var late = change(to: 2)
                late.after = after
                #expect(try await world.store.changeRegion(late) == false, "after \(after)")
                late.statement = nil
                #expect(try await world.store.changeRegion(late) == false, "after \(after)")
            }
            #expect(try await world.store.regionState() == before)
        },
        StoreContract("a statement's number follows the newest, or nothing changes") { world in
            var wrong = change(to: 1)
            wrong.statement?.version = 2
            let done = try await world.store.changeRegion(wrong)
            #expect(!done)
            #expect(try await world.store.regionState().secrets.values.isEmpty)
        },
        StoreContract("secrets change without a statement, and one that is established stays") { world in
            _ = try await world.store.establishRegionSecrets(RegionSecrets(["a": Data([1])]))
            #expect(
                try await world.store.changeRegion(RegionChange(after: 0, secrets: RegionSecrets(["a": Data([2])]))))
            let kept = try await world.store.establishRegionSecrets(RegionSecrets(["a": Data([3])]))
            #expect(kept.values == ["a": Data([2])])
            #expect(try await world.store.regionState().version == 0)
        },
    ]

    private static func statement(_ version: Int) -> TrustStatement {
        TrustStatement(
            version: version, issuedAt: Date(timeIntervalSince1970: 1_756_706_400 + Double(version)),
            text: "s\(version)")
    }

    private static func change(to version: Int) -> RegionChange {
        let value = Data([UInt8(version)])
        return RegionChange(
            after: version - 1, secrets: RegionSecrets(["k": value, "\(version)": value]), statement: statement(version)
        )
    }
}
