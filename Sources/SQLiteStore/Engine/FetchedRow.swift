import Foundation
import GRDB
import Relational

/// A row that stays when its statement has gone on: the values alone, since all rows of an answer share one `ColumnPlaces`.
///
/// GRDB's own copied row keeps each column's name beside each value, and looks a name up by lowering all of them.
final class FetchedRow: RowSource {
    private let places: ColumnPlaces
    private let values: [Relational.DatabaseValue]

    init(_ row: GRDB.Row, _ places: ColumnPlaces) {
        self.places = places
        values = (0..<row.count).map(row.value)
    }

    var columnCount: Int { values.count }

    func integer(at index: Int) -> Int64? {
        switch values[index] {
        case .integer(let number): number
        case .real(let number): Int64(exactly: number)
        case .null, .text, .bytes: nil
        }
    }

    func real(at index: Int) -> Double? {
        switch values[index] {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .null, .text, .bytes: nil
        }
    }

    func text(at index: Int) -> String? {
        if case .text(let text) = values[index] { text } else { nil }
    }

    func bytes(at index: Int) -> Data? {
        switch values[index] {
        case .bytes(let data): data
        case .text(let text): Data(text.utf8)
        case .null, .integer, .real: nil
        }
    }

    func integer(named column: String) -> Int64? { places.place(of: column).flatMap(integer) }
    func real(named column: String) -> Double? { places.place(of: column).flatMap(real) }
    func text(named column: String) -> String? { places.place(of: column).flatMap(text) }
    func bytes(named column: String) -> Data? { places.place(of: column).flatMap(bytes) }

    func value(at index: Int) -> Relational.DatabaseValue { values[index] }

    func withBytes<Result>(at index: Int, _ body: (Data?) throws -> Result) throws -> Result {
        try body(bytes(at: index))
    }
}
