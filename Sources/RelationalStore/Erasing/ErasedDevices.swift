internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Which devices were erased on request: later reports are taken in without them.
///
/// A mark is a device's id or hashed serial, hashed with the region's key: it tells a device that comes again, and says of none that
/// does not come which one it was.
struct ErasedDevices {
    let db: Database

    func mark(_ names: Set<String>, at time: Date) throws {
        let insertion = try db.cachedStatement(sql: "INSERT OR IGNORE INTO erased_device (mark, at) VALUES (?, ?)")
        let mark = try marks()
        for name in names { try insertion.execute(arguments: [mark(name), time.seconds]) }
    }

    func isAny() throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM erased_device)")) == true
    }

    /// The ids of a report's devices that were erased.
    func among(_ report: Report) throws -> Set<String> {
        guard try isAny() else { return [] }
        let find = try db.cachedStatement(sql: "SELECT TRUE FROM erased_device WHERE mark = ?")
        let mark = try marks()
        func isErased(_ name: String) throws -> Bool {
            try Bool.fetchOne(find, arguments: [mark(name)]) != nil
        }
        let days = Set(report.deviceDays?.map(\.device) ?? [])
        let devices = report.scan?.devices ?? []
        return try Set(days.filter(isErased)).union(
            devices.filter { device in try isErased(device.id) || device.serial.map(isErased) ?? false }.map(\.id))
    }

    /// The key of the region's hashes; nil before its first start.
    func key() throws -> Data? {
        try Data.fetchOne(
            db.cachedStatement(sql: "SELECT value FROM region_secret WHERE name = ?"),
            arguments: [SerialHash.secretName])
    }

    private func marks() throws -> (String) -> String {
        let hash = RegionHash(key: try key() ?? Data())
        return { hash($0, purpose: "erased") }
    }
}
