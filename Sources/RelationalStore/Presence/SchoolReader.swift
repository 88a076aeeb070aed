internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Reads all that tells what one school has, and works it out.
struct SchoolReader {
    let db: Database
    let school: String
    let asOf: Date
    /// Of the same moment.
    let source: SchoolSource

    /// What the school has, and on which civil day that is.
    func stock() throws -> (stock: SchoolStock, day: CivilDate) {
        let ledger = SettingsLedger(db: db)
        let layers = try ledger.layers(ledger.find(.school(school), scope: .everything))
        let settings = RegionSettings.merging(layers.map(\.settings))
        let clock = SchoolClock(settings)
        let window = PresenceWindow(of: clock.day(of: asOf), settings: settings)
        return (SchoolStock(try evidence(window, clock), in: window), window.day)
    }

    private func evidence(_ window: PresenceWindow, _ clock: SchoolClock) throws -> SchoolEvidence {
        let (computers, hosts) = try computers(window, clock)
        return SchoolEvidence(
            computers: computers, sightings: try sightings(hosts, window, clock), registered: try registered(),
            assets: try assets(window.day))
    }

    /// The school's computers, and for every agent that saw anything the one that its computer is now.
    private func computers(
        _ window: PresenceWindow, _ clock: SchoolClock
    ) throws -> (computers: [SchoolEvidence.Computer], hosts: [AgentID: AgentID]) {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: PresenceSQL.computers(source)), arguments: [school])
        let since = window.schoolDays.last?.monthDescription ?? window.day.monthDescription
        let liveSince = Query(asOf: asOf).liveSince
        let firstLive = CivilDate(utc: liveSince)
        var computers: [SchoolEvidence.Computer] = []
        var successors: [AgentID: AgentID] = [:]
        for row in rows {
            let agent = try row.agent("id")
            if let former = try row.agentIfPresent("succeeds") { successors[former] = agent }
            guard row["is_computer"] else { continue }
            let ran = try ComputerDays(db: db).ran(agent.text, since: since)
            let heard = row.dateIfPresent("last_seen")
            // Heard on a later day it may have been silent then: its days tell.
            let isLive =
                heard.map { heard in
                    clock.day(of: heard) > window.day
                        ? ran.last(upTo: window.day).map { $0 >= firstLive } ?? false
                        : heard >= liveSince
                } ?? false
            computers.append(
                SchoolEvidence.Computer(
                    agent: agent, label: row["label"], room: row["room"], isLive: isLive, ran: ran))
        }
        let counted = Set(computers.map(\.agent))
        var hosts: [AgentID: AgentID] = [:]
        for former in successors.keys where !counted.contains(former) {
            var (host, steps) = (former, 0)
            while !counted.contains(host), let next = successors[host], steps < successors.count {
                (host, steps) = (next, steps + 1)
            }
            hosts[former] = host
        }
        return (computers, hosts)
    }

    private func sightings(
        _ hosts: [AgentID: AgentID], _ window: PresenceWindow, _ clock: SchoolClock
    ) throws -> [SchoolEvidence.Sighting] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: PresenceSQL.sightings(source)),
            arguments: [school, asOf.seconds])
        let query = Query(asOf: asOf)
        let until = SeenDate(window.day)
        var seenDays: [AgentID: [String: SeenDate]] = [:]
        var lastDays: [String: [AgentID: CivilDate]] = [:]
        var seen: [DeviceSighting] = []
        for row in rows {
            let sighting = try RelationalStore.sighting(row, query)
            seen.append(sighting)
            let agent = sighting.row.agent
            if seenDays[agent] == nil {
                seenDays[agent] = try SeenDays(db: db).lastDays(of: agent.text, until: until)
            }
            let day = seenDays[agent]?[sighting.row.id].flatMap { CivilDate($0.description) }
            let (first, last) = (sighting.row.firstSeen, sighting.row.lastSeen)
            // By the scan too: it may have come before the day's own row. Of a later day it tells only of the first.
            let scanned = clock.day(of: last <= asOf ? last : first)
            lastDays[sighting.row.id, default: [:]][agent] = max(scanned, day ?? scanned)
        }
        let devices = try SchoolDevices.rows(of: seen) { try RelationalStore.spans(of: $0, in: seen, db) }
        return devices.map { device in
            let days = lastDays[device.id] ?? [:]
            return SchoolEvidence.Sighting(
                device: device.id, category: device.category, confidence: device.confidence,
                agent: hosts[device.agent] ?? device.agent, room: device.room, serial: device.serial,
                lastSeen: device.serialDoubtful ? days[device.agent] : days.values.max())
        }
    }

    private func registered() throws -> [SchoolEvidence.Registered] {
        try Row.fetchAll(db.cachedStatement(sql: PresenceSQL.registered(source)), arguments: [school]).map {
            SchoolEvidence.Registered(label: $0["label"], room: $0["room"], serialHash: $0["serial_hash"])
        }
    }

    private func assets(_ day: CivilDate) throws -> [SchoolEvidence.Booked] {
        try Row.fetchAll(
            db.cachedStatement(sql: PresenceSQL.assets(AssetSource(on: day, in: db), source)),
            arguments: [school, day.description]
        ).map { row in
            let hash: String? = row["serial_hash"]
            let since: String = row["since_then"]
            return SchoolEvidence.Booked(
                inventoryNumber: row["inventory_number"], category: try row.value(StockCategory.self, "category"),
                room: row["room"], state: try row.value(AssetState.self, "state_then"), stateSince: CivilDate(since),
                serial: hash.map { SerialMark(hash: $0, plain: row["serial"]) },
                agent: try row.agentIfPresent("machine"))
        }
    }
}
