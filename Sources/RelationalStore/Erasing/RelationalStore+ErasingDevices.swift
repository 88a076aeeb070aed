internal import Relational
public import Store

extension RelationalStore {
    public func erasable(device: ErasedDevice) async throws -> ErasureTally {
        try await read { db in
            let erasure = DeviceErasure(db: db)
            return try erasure.count(erasure.find(device))
        }
    }

    /// The device's own rows go at last, so that it is found again where this breaks off.
    public func erase(device: ErasedDevice, _ order: ErasureOrder) async throws -> ErasureTally {
        let (found, counted) = try await read { db in
            let erasure = DeviceErasure(db: db)
            let found = try erasure.find(device)
            return (found, try erasure.count(found))
        }
        var tally = ErasureTally()
        tally.hubs = counted.hubs
        try await write { db in try DeviceErasure(db: db).begin(found, rows: counted.rows, order) }
        for stream in found.streams {
            tally.add(try await write { db in try DeviceErasure(db: db).eraseDays(of: stream, found) }, .days)
        }
        for agent in found.agents {
            var last = 0
            while true {
                let after = last
                let due = try await read { db in
                    try DeviceErasure(db: db).texts(of: agent, after: after, limit: Self.forgettingBatch)
                }
                guard let end = due.last else { break }
                tally.add(try await write { db in try PastEnvelopes(db: db).keep(due) }, .reports)
                last = end
            }
        }
        let (texts, devices) = try await write { db in try DeviceErasure(db: db).finish(found) }
        tally.add(texts, .reports)
        tally.add(devices, .devices)
        return tally
    }
}
