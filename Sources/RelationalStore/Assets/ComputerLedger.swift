internal import Relational
internal import Reports
internal import Store

/// Computers on the books, within one transaction.
struct ComputerLedger {
    let db: Database
    /// The day of the import, at school.
    let today: String

    private struct Kept {
        var id: Int
        var computer: RegisteredComputer
    }

    /// - Throws: `StoreFailure.unknownSchool`, `.closedSchool`, `.doubledComputer`.
    func bring(_ computers: [RegisteredComputer], dryRun: Bool) throws -> ImportOutcome {
        try SchoolCheck(db: db).require(computers.map(\.school), openOn: today)
        var outcome = ImportOutcome()
        var seen = Set<String>()
        for computer in computers {
            let marks = [computer.label.map { "\(computer.school)/\($0)" }, computer.serialHash, computer.uuidHash]
            for mark in marks.compactMap(\.self) where !seen.insert(mark).inserted {
                throw StoreFailure.doubledComputer(computer.name)
            }
            guard let kept = try kept(computer) else {
                outcome.added.append(computer.name)
                if !dryRun { try add(computer, after: nil) }
                continue
            }
            let merged = computer.filled(from: kept.computer)
            guard merged != kept.computer else {
                outcome.unchanged.append(computer.name)
                continue
            }
            outcome.changed.append(computer.name)
            if dryRun { continue }
            if merged.school == kept.computer.school {
                try write(merged, kept.id)
            } else {
                try db.execute(
                    sql: "UPDATE registered_computer SET valid_to = ? WHERE id = ?", arguments: [today, kept.id])
                try add(merged, after: kept.id)
            }
        }
        return outcome
    }

    /// - Parameter former: the row of the same computer at the school before.
    private func add(_ computer: RegisteredComputer, after former: Int?) throws {
        let id = try db.insertCached(
            sql: """
                INSERT INTO registered_computer (school_id, pedagogical, source, valid_from, former_id)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [computer.school, computer.pedagogical, computer.source.rawValue, today, former],
            numbering: "id")
        try write(computer, Int(id))
    }

    private func write(_ computer: RegisteredComputer, _ id: Int) throws {
        try db.cachedStatement(
            sql: """
                UPDATE registered_computer SET room = ?, label = ?, serial_hash = ?, uuid_hash = ?, vendor = ?, model = ?,
                    cpu = ?, memory_mib = ?, os = ?, purchased_on = ?, pedagogical = ?, source = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            computer.room, computer.label, computer.serialHash, computer.uuidHash, computer.vendor, computer.model,
            computer.cpu, computer.memoryMiB, computer.os, computer.purchasedOn, computer.pedagogical,
            computer.source.rawValue, id,
        ])
        try db.cachedStatement(sql: ComputerSQL.findAgent).execute(arguments: [id])
    }

    /// By serial or UUID wherever it stands, else by its label at its school.
    private func kept(_ computer: RegisteredComputer) throws -> Kept? {
        let row =
            try find("uuid_hash = ?", [computer.uuidHash]) ?? find("serial_hash = ?", [computer.serialHash])
            ?? find("school_id = ? AND label = ?", [computer.school, computer.label])
        guard let row else { return nil }
        return Kept(
            id: row["id"],
            computer: RegisteredComputer(
                school: row["school_id"], room: row["room"], label: row["label"], serialHash: row["serial_hash"],
                uuidHash: row["uuid_hash"], vendor: row["vendor"], model: row["model"], cpu: row["cpu"],
                memoryMiB: row["memory_mib"], os: row["os"], purchasedOn: row["purchased_on"],
                pedagogical: row["pedagogical"], source: try row.value(RegisteredComputer.Source.self, "source")))
    }

    private func find(_ condition: String, _ values: [String?]) throws -> Row? {
        let known = values.compactMap(\.self)
        guard known.count == values.count else { return nil }
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM registered_computer WHERE valid_to IS NULL AND \(condition) ORDER BY id LIMIT 1")
        return try Row.fetchOne(statement, arguments: StatementArguments(known))
    }

    /// An agent that has just told what its computer is takes over the rows that are this computer, unless a live agent has.
    static func meet(_ agent: AgentID, in db: Database) throws {
        for sql in ComputerSQL.takeOver { try db.cachedStatement(sql: sql).execute(arguments: [agent.text]) }
    }
}

extension RegisteredComputer {
    /// What a list does not say of a computer stays as another list said: programs know no rooms and no stickers.
    fileprivate func filled(from kept: RegisteredComputer) -> RegisteredComputer {
        var filled = self
        // Another school's room is none here.
        if school == kept.school { filled.room = room ?? kept.room }
        filled.label = label ?? kept.label
        filled.serialHash = serialHash ?? kept.serialHash
        filled.uuidHash = uuidHash ?? kept.uuidHash
        filled.vendor = vendor ?? kept.vendor
        filled.model = model ?? kept.model
        filled.cpu = cpu ?? kept.cpu
        filled.memoryMiB = memoryMiB ?? kept.memoryMiB
        filled.os = os ?? kept.os
        filled.purchasedOn = purchasedOn ?? kept.purchasedOn
        return filled
    }
}
