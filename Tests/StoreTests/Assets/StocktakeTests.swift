import Reports
import Store
import Testing

@Suite("A counted list against the books")
struct StocktakeTests {
    private let booked = [
        BookedAsset(school: "A", inventoryNumber: "1", category: .computer, room: "1"),
        BookedAsset(school: "A", inventoryNumber: "2", category: .device(.tablet), room: "2"),
        BookedAsset(school: "A", inventoryNumber: "3", category: .device(.tablet), room: "2"),
        BookedAsset(school: "A", inventoryNumber: "4", category: .device(.tablet), room: "3"),
        BookedAsset(school: "A", inventoryNumber: "5", category: .device(.printer), room: "1", state: .writtenOff),
    ]
    private let others = [BookedAsset(school: "B", inventoryNumber: "9", category: .device(.scanner), room: "7")]

    private func differences(_ items: [Stocktake.Item]) -> [String] {
        Stocktake(school: "A", day: "2025-10-01", items: items).differences(booked: booked, others: others).map { row in
            [
                row.kind.rawValue, row.inventoryNumber ?? row.category?.rawValue ?? "", "\(row.count)", row.bookedRoom,
                row.bookedSchool, row.bookedState?.rawValue,
            ].compactMap(\.self).joined(separator: " ")
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var items: [Stocktake.Item]
        var expected: [String]
        var testDescription: String { expected.joined(separator: ", ") }
    }

    private static let all = ["1", "2", "3", "4"].map { Stocktake.Item(inventoryNumber: $0) }

    @Test(
        "each way to differ",
        arguments: [
            Case(items: all, expected: ["found 1 1", "found 2 1", "found 3 1", "found 4 1"]),
            Case(items: [], expected: ["missing 1 1", "missing 2 1", "missing 3 1", "missing 4 1"]),
            Case(
                items: all.dropLast() + [.init(inventoryNumber: "4", count: 0)],
                expected: ["found 1 1", "found 2 1", "found 3 1", "missing 4 1"]),
            Case(
                items: [.init(inventoryNumber: "1", room: "8")] + all.dropFirst(),
                expected: ["elsewhere 1 1 1", "found 2 1", "found 3 1", "found 4 1"]),
            Case(
                items: all + [.init(inventoryNumber: "5"), .init(inventoryNumber: "9"), .init(inventoryNumber: "X")],
                expected: [
                    "found 1 1", "found 2 1", "found 3 1", "found 4 1", "unexpected 5 1 written_off",
                    "elsewhere 9 1 7 B", "unexpected X 1",
                ]),
            Case(
                items: [.init(inventoryNumber: "1"), .init(category: .device(.tablet), count: 5)],
                expected: ["found 1 1", "found tablet 3", "unexpected tablet 2"]),
            Case(
                items: [
                    .init(inventoryNumber: "1"), .init(category: .device(.tablet), count: 1),
                    .init(category: .device(.tablet), room: "2", count: 1),
                ], expected: ["found 1 1", "found tablet 1", "missing tablet 1", "found tablet 1"]),
            Case(
                items: [.init(inventoryNumber: "2"), .init(category: .device(.tablet), room: "2", count: 1)],
                expected: ["found 2 1", "found tablet 1", "missing 1 1", "missing 4 1"]),
        ])
    func differ(_ example: Case) {
        #expect(differences(example.items) == example.expected)
    }
}
