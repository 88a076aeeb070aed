import Reports
import Store
import Testing

@testable import Examples

@Suite("A made-up country's books", .timeLimit(.minutes(1)))
struct MadeBooksTests {
    private static let country = MadeCountryTests.small(schools: 40, computers: 6)
    private static let books = (0..<country.count).map { country.books(at: $0, of: country.school(at: $0)) }

    @Test("number each thing once, and are the same for the same parameters")
    func determinism() {
        let assets = Self.books.flatMap(\.assets)
        #expect(Set(assets.map(\.name)).count == assets.count && assets.count > 200)
        #expect(Self.country.books(at: 7, of: Self.country.school(at: 7)) == Self.books[7])
    }

    @Test("hold what programmes brought, with who paid, and what computers see by its serial")
    func programmes() {
        for (index, books) in Self.books.enumerated() where Self.country.plans[index].isEquipped {
            let register = Self.country.register(of: index..<index + 1)
            for delivery in register.deliveries {
                let booked = books.assets.count {
                    $0.programme == delivery.programme && $0.category == .device(delivery.category)
                }
                #expect((1...delivery.count).contains(booked), "\(Self.country.plans[index].id) \(delivery.category)")
            }
        }
        let paid = Self.books.flatMap(\.assets).filter { $0.programme != nil }
        #expect(paid.allSatisfy { $0.funders.compactMap(\.share).reduce(0, +) == 100 && $0.contract != nil })
        let serials = Set(
            (0..<Self.country.count).flatMap { Self.country.school(at: $0).computers.flatMap(\.devices) }
                .compactMap(\.device.serial))
        let marks = Self.books.flatMap(\.assets).compactMap(\.serial)
        #expect(marks.count > 20 && marks.allSatisfy { serials.contains($0.plain ?? $0.hash) })
    }

    @Test("tell what became of things, not before they were bought nor after today, and with a document")
    func states() {
        let changed = Self.books.flatMap(\.assets).filter { $0.state != nil }
        #expect(Set(changed.compactMap(\.state)).count > 3)
        for asset in changed {
            #expect((asset.stateSince ?? "") >= (asset.purchasedOn ?? "9"), "\(asset.name)")
            #expect((asset.stateSince ?? "9") < MadeCountryTests.asOf.description, "\(asset.name)")
            #expect(asset.state == .stored || asset.stateDocument != nil, "\(asset.name)")
        }
    }

    @Test("were counted here and there: most is found where it should be, and something is not")
    func counted() throws {
        let counted = try #require(Self.books.first { !$0.stocktakes.isEmpty })
        #expect(Self.books.contains { $0.stocktakes.isEmpty && !$0.assets.isEmpty })
        let items = Self.books.flatMap(\.stocktakes).flatMap(\.items).filter { $0.inventoryNumber != nil }
        #expect((0.9...0.99).contains(Double(items.count { $0.count == 1 }) / Double(items.count)))
        #expect(counted.stocktakes[0].items.allSatisfy { $0.count <= 1 })
    }

    @Test("some schools have computers that no agent speaks for")
    func otherSystems() {
        let computers = Self.country.register(of: 0..<Self.country.count).computers
        #expect(Set(computers.compactMap(\.label)).count == computers.count)
        #expect((5...30).contains(Set(computers.map(\.school)).count))
    }
}
