import FoundationEssentials
import Store
import Testing

extension StoreContract {
    static let places = [
        StoreContract("places are the schools of the question, with what the registry knows of where they lie") {
            world in
            try await world.withSchools()
            let all = try await world.store.placeRows(world.query(), scope: .everything)
            #expect(all == ContractWorld.schools.map { PlaceRow($0) })
            var query = world.query(area: "Aktobe")
            query.language = .kk
            let named = try await world.store.placeRows(query, scope: .everything)
            #expect(named.map(\.schoolName) == ["Тірек мектебі", "Малая школа"])
            #expect(try await world.store.placeRows(world.query(), scope: .school("A-2")).map(\.school) == ["A-2"])
            #expect(try await world.store.placeRows(world.query(), scope: .areas([])).isEmpty)
        }
    ]
}
