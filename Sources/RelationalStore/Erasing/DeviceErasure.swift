internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Takes one device out of the database, wherever it was seen.
struct DeviceErasure {
    /// Under what a device is known here.
    struct Found: Sendable {
        /// `Device.id`, as it is kept or would be.
        var ids: Set<String>
        /// `Device.serial`, as it is kept.
        var serials: Set<String>
        /// Those whose reports tell of it.
        var agents: [String]
        /// The streams that number it.
        var streams: [Int64]
    }

    let db: Database

    // MARK: Looking

    /// - Throws: `StoreFailure.unknownDevice`, `.severalDevices`, `.deviceOnBooks`.
    func find(_ device: ErasedDevice) throws -> Found {
        var found = Found(ids: [], serials: [], agents: [], streams: [])
        switch device {
        case .id(let id): found.ids = [id]
        case .serial(let serial):
            found.serials = [serial]
            if let key = try ErasedDevices(db: db).key() {
                found.serials.insert(SerialHash(key: key)(serial))
                found.ids = try forgotten(serial, RegionHash(key: key))
            }
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT agent_id, device_id, serial FROM device
                WHERE device_id IN (SELECT value FROM json_each(?1)) OR serial IN (SELECT value FROM json_each(?2))
                """, arguments: [try Self.json(found.ids), try Self.json(found.serials)])
        found.ids.formUnion(rows.map { $0["device_id"] as String })
        found.serials.formUnion(rows.compactMap { $0["serial"] as String? })
        let streams = try Row.fetchAll(
            db,
            sql: """
                SELECT d.stream, d.device_id, n.agent_id FROM seen_device AS d JOIN stream_number AS n ON n.number = d.stream
                WHERE d.device_id IN (SELECT value FROM json_each(?)) ORDER BY d.stream
                """, arguments: [try Self.json(found.ids)])
        found.streams = streams.map { $0["stream"] }
        found.agents = Set(rows.map { $0["agent_id"] as String } + streams.map { $0["agent_id"] as String }).sorted()
        let known = Set(rows.map { $0["device_id"] as String } + streams.map { $0["device_id"] as String })
        guard !known.isEmpty else { throw StoreFailure.unknownDevice }
        // Some makers give every piece the same serial.
        guard known.count == 1 else { throw StoreFailure.severalDevices(known.sorted()) }
        try requireOnNoBooks(found)
        return found
    }

    /// Ids that a serial makes with the makers and models of devices whose hashes were forgotten.
    private func forgotten(_ serial: String, _ hash: RegionHash) throws -> Set<String> {
        let models = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT bus, coalesce(vendor_id, '') AS vendor_id, coalesce(product_id, '') AS product_id,
                    coalesce(product, '') AS product FROM device WHERE hash_forgotten_at IS NOT NULL
                """)
        var ids: Set<String> = []
        for model in models {
            let bus = try model.value(Bus.self, "bus")
            // A disk's model is its name.
            for (maker, name) in [(model["vendor_id"], model["product_id"]), ("", model["product"])]
                as [(String, String)]
            {
                ids.insert(hash.deviceID(bus: bus, maker: maker, model: name, serial: serial))
            }
        }
        return ids
    }

    /// What a list of deliveries or the books name is nobody's own.
    private func requireOnNoBooks(_ found: Found) throws {
        let school = try String.fetchOne(
            db,
            sql: """
                SELECT school_id FROM asset WHERE serial_hash IN (SELECT value FROM json_each(?1))
                UNION ALL SELECT school_id FROM delivery WHERE serial_hash IN (SELECT value FROM json_each(?1)) LIMIT 1
                """, arguments: [try Self.json(found.serials)])
        if let school { throw StoreFailure.deviceOnBooks(school: school) }
    }

    func count(_ found: Found) throws -> ErasureTally {
        var tally = ErasureTally()
        tally.add(try held("device WHERE device_id IN (SELECT value FROM json_each(?))", found.ids), .devices)
        for stream in found.streams { tally.add(try months(of: stream, found, erasing: false), .days) }
        let texts = "WHERE text <> '' AND agent_id IN (SELECT value FROM json_each(?))"
        for table in ["envelope", "set_aside"] { tally.add(try held("\(table) \(texts)", Set(found.agents)), .reports) }
        tally.add(try held("bundle \(Self.heldBundles)", Set(found.agents)), .reports)
        tally.hubs = try String.fetchAll(db, sql: "SELECT url FROM forwarding WHERE envelopes > 0 ORDER BY url")
        return tally
    }

    private func held(_ rows: String, _ names: Set<String>) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(rows)", arguments: [try Self.json(names)]) ?? 0
    }

    private static let heldBundles = "WHERE kept_bytes > 0 AND agent_id IN (SELECT value FROM json_each(?))"

    private static func json(_ names: Set<String>) throws -> String {
        String(decoding: try ReportCoder.encode(names.sorted()), as: UTF8.self)
    }

    // MARK: Erasing

    /// Keeps later reports from bringing it back, and notes that it goes.
    func begin(_ found: Found, rows: Int, _ order: ErasureOrder) throws {
        let hashes = found.serials.filter { $0.hasPrefix("hash:") }
        try ErasedDevices(db: db).mark(found.ids.union(hashes), at: order.at)
        try RelationalStore.enter(
            AuditEntry(
                at: order.at, who: order.who, action: .deviceErased, object: "device",
                detail: "\(rows) rows; \(order.reason)"), in: db)
    }

    /// Takes the device out of one stream's days. Its number stays, because the next device's follows from how many there are.
    /// - Returns: how many months told of it.
    func eraseDays(of stream: Int64, _ found: Found) throws -> Int {
        let count = try months(of: stream, found, erasing: true)
        try db.execute(
            sql: """
                UPDATE seen_device SET device_id = 'erased:' || number
                WHERE stream = ? AND device_id IN (SELECT value FROM json_each(?))
                """, arguments: [stream, try Self.json(found.ids)])
        return count
    }

    private func months(of stream: Int64, _ found: Found, erasing: Bool) throws -> Int {
        let days = SeenDays(db: db)
        let numbers = try days.names(stream).filter { found.ids.contains($0.value) }.map(\.key)
        var changed: [(key: Int64, days: SeenMonth)] = []
        try days.eachMonth(of: stream) { month, packed in
            var days = try StreamNumbers.reading { try SeenMonth(packed: packed) }
            let held = numbers.filter { days.forget(device: $0) }
            if !held.isEmpty { changed.append((StreamNumbers.key(stream, month), days)) }
            return true
        }
        guard erasing else { return changed.count }
        for (key, days) in changed {
            if days.devices.isEmpty {
                try db.execute(sql: "DELETE FROM seen_month WHERE key = ?", arguments: [key])
            } else {
                try db.execute(
                    sql: "UPDATE seen_month SET days = ? WHERE key = ?", arguments: [Data(days.packed), key])
            }
        }
        return changed.count
    }

    /// Positions of envelopes of an agent whose texts may hold the device.
    func texts(of agent: String, after position: Int, limit: Int) throws -> [Int] {
        try Int.fetchAll(
            db, sql: "SELECT position FROM envelope WHERE agent_id = ? AND position > ? ORDER BY position LIMIT ?",
            arguments: [agent, position, limit])
    }

    /// What no batch is worth: what was kept aside, the device itself, and the figures that it was counted in.
    /// - Returns: how many texts went, and how many rows of the device.
    func finish(_ found: Found) throws -> (texts: Int, devices: Int) {
        let agents = try Self.json(Set(found.agents))
        try db.execute(
            sql: "UPDATE set_aside SET text = '' WHERE text <> '' AND agent_id IN (SELECT value FROM json_each(?))",
            arguments: [agents])
        var texts = db.changesCount
        try db.execute(sql: "UPDATE bundle SET content = NULL, kept_bytes = 0 \(Self.heldBundles)", arguments: [agents])
        texts += db.changesCount
        try db.execute(
            sql: """
                UPDATE school_figures SET stale = 1 WHERE stale = 0 AND school_id IN (SELECT p.school_id FROM assignment AS p
                    WHERE p.valid_to IS NULL AND p.agent_id IN (SELECT value FROM json_each(?)))
                """, arguments: [agents])
        for table in ["past_figure", "past_programme_figure", "period_programme_figure"] {
            try db.execute(
                sql: """
                    DELETE FROM \(table) WHERE school_id IN (SELECT p.school_id FROM assignment AS p
                        WHERE p.agent_id IN (SELECT value FROM json_each(?)))
                    """, arguments: [agents])
        }
        let ids = try Self.json(found.ids)
        try db.execute(
            sql: """
                UPDATE computer SET devices = (SELECT count(*) FROM device AS d WHERE d.agent_id = computer.agent_id
                    AND d.attached = 1 AND d.device_id NOT IN (SELECT value FROM json_each(?2)))
                WHERE agent_id IN (SELECT d.agent_id FROM device AS d WHERE d.attached = 1
                    AND d.agent_id IN (SELECT value FROM json_each(?1))
                    AND d.device_id IN (SELECT value FROM json_each(?2)))
                """, arguments: [agents, ids])
        try db.execute(
            sql: """
                DELETE FROM device WHERE agent_id IN (SELECT value FROM json_each(?))
                    AND device_id IN (SELECT value FROM json_each(?))
                """, arguments: [agents, ids])
        return (texts, db.changesCount)
    }
}
