internal import Foundation
internal import Relational

/// Since when and until when a computer's devices were seen there.
struct DeviceTimes {
    /// Statements are kept by their number of places.
    private static let devicesPerStatement = 16

    let db: Database

    /// Devices of a computer that stood there all day were seen from and to the same moments: one statement for some of them.
    func widen(_ devices: [String], of agent: String, to seen: ClosedRange<Date>) throws {
        for start in stride(from: 0, to: devices.count, by: Self.devicesPerStatement) {
            let some = devices[start..<min(start + Self.devicesPerStatement, devices.count)]
            let places = some.map { _ in "?" }.joined(separator: ", ")
            try db.cachedStatement(
                sql: """
                    UPDATE device SET first_seen = min(first_seen, ?), last_seen = max(last_seen, ?)
                    WHERE agent_id = ? AND device_id IN (\(places))
                    """
            ).execute(
                arguments: [seen.lowerBound.seconds, seen.upperBound.seconds, agent]
                    + StatementArguments(Array(some)))
        }
    }
}
