internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Changes what schools there are, within one transaction: renames, merges, splits and closes them, and moves what is theirs
/// wherever it is plain where to.
struct SchoolDesk {
    let db: Database
    let change: SchoolChange

    private var since: CivilDate { change.since }
    private var history: SchoolHistory { SchoolHistory(db: db) }

    /// When computers move: with the day, or now where the day has begun.
    private var moment: Date { since == CivilDate(utc: change.at) ? change.at : since.startUTC }

    /// - Throws: `StoreFailure.unknownSchool`, `.closedSchool`, `.impossibleChange`, `.changedSince`.
    func decide() throws -> SchoolChangeOutcome {
        guard since <= CivilDate(utc: change.at) else {
            throw StoreFailure.impossibleChange(
                "\(since) has not come yet; tell what has happened, on that day or later")
        }
        switch change.kind {
        case .rename(let school, let names): return try rename(school, names)
        case .merge(let schools, let successor): return try merge(schools, into: successor)
        case .split(let school, let successors): return try split(school, into: successors)
        case .close(let id):
            var outcome = SchoolChangeOutcome()
            try close(try history.openSchool(id, on: since), as: .closed, to: nil, &outcome)
            return outcome
        }
    }

    private func rename(_ id: String, _ names: Names) throws -> SchoolChangeOutcome {
        var school = try history.openSchool(id, on: since)
        let before = school.names
        school.names = Names(kk: names.kk ?? before.kk, ru: names.ru ?? before.ru, en: names.en ?? before.en)
        var outcome = SchoolChangeOutcome()
        guard school.names != before else { return outcome }
        try history.write(school, from: since)
        try history.note(SchoolSuccessor(school: id, since: since, kind: .renamed, note: change.note))
        outcome.renamed = [id]
        return outcome
    }

    private func merge(_ ids: [String], into successor: SchoolChange.Successor) throws -> SchoolChangeOutcome {
        let closing = ids.filter { $0 != successor.id }
        guard !closing.isEmpty, Set(ids).count == ids.count else {
            throw StoreFailure.impossibleChange(
                "name each school to be merged once, and one at least besides its successor")
        }
        let schools = try closing.map { try history.openSchool($0, on: since) }
        var outcome = SchoolChangeOutcome()
        try SchoolExpectation.join(ids + [successor.id], into: successor.id, in: db) {
            if var new = try opened(successor, after: schools[0], &outcome) {
                let pupils = schools.compactMap(\.pupils)
                new.pupils = pupils.count == schools.count ? pupils.reduce(0, +) : nil
                try history.write(new, from: since)
            }
            for school in schools { try close(school, as: .merged, to: successor.id, &outcome) }
        }
        return outcome
    }

    private func split(
        _ id: String, into successors: [SchoolChange.Successor]
    ) throws -> SchoolChangeOutcome {
        guard let first = successors.first, Set(successors.map(\.id)).count == successors.count,
            successors.contains(where: { $0.id != id })
        else {
            throw StoreFailure.impossibleChange("name each successor once, and one at least besides the school itself")
        }
        let school = try history.openSchool(id, on: since)
        var outcome = SchoolChangeOutcome()
        for successor in successors where successor.id != id {
            guard var new = try opened(successor, after: school, &outcome) else { continue }
            // How many went where nobody has said.
            new.pupils = nil
            try history.write(new, from: since)
        }
        for successor in successors where successor.id != id && successor.id != first.id {
            try note(id, .split, successor.id)
        }
        if successors.contains(where: { $0.id == id }) {
            if first.id != id {
                try note(id, .split, first.id)
                try move(from: id, to: first.id, &outcome)
            }
        } else {
            try close(school, as: .split, to: first.id, &outcome)
        }
        return outcome
    }

    /// A successor that is not there yet, made where the school before it lay; nil for one that is there and open.
    private func opened(
        _ successor: SchoolChange.Successor, after school: School, _ outcome: inout SchoolChangeOutcome
    ) throws -> School? {
        if try history.schoolIfKnown(successor.id) != nil {
            _ = try history.openSchool(successor.id, on: since)
            guard successor.names.isEmpty else {
                throw StoreFailure.impossibleChange(
                    "there is a school \"\(successor.id)\" already; name it without a name, or give the new one another id"
                )
            }
            return nil
        }
        guard !successor.names.isEmpty else { throw StoreFailure.unknownSchool(successor.id) }
        var new = school
        new.id = successor.id
        new.names = successor.names
        new.gigaID = nil
        if new.supportedBy == new.id { new.supportedBy = nil }
        (new.openedOn, new.closedOn) = (since, nil)
        outcome.added.append(new.id)
        // There before anything is moved to it.
        try history.write(new, from: since)
        return new
    }

    private func close(
        _ school: School, as kind: SchoolSuccessor.Kind, to successor: String?, _ outcome: inout SchoolChangeOutcome
    ) throws {
        var closed = school
        closed.closedOn = since
        try history.write(closed, from: since)
        try note(school.id, kind, successor)
        outcome.closed.append(school.id)
        if let successor {
            try move(from: school.id, to: successor, &outcome)
            try moveSupport(from: school.id, to: successor, &outcome)
            try SchoolBelongings(db: db, from: school.id, successor: successor, since: since, at: change.at).handOver()
        } else {
            outcome.unsupported = try supported(by: school.id).map(\.id)
            outcome.computersLeft = try computers(of: school.id).count
            try db.execute(
                sql:
                    "UPDATE enrollment SET revoked_at = ? WHERE school_id = ? AND revoked_at IS NULL AND uses_left > 0",
                arguments: [change.at.seconds, school.id])
            outcome.codesRevoked = db.changesCount
        }
    }

    private func note(_ school: String, _ kind: SchoolSuccessor.Kind, _ successor: String?) throws {
        try history.note(
            SchoolSuccessor(school: school, successor: successor, since: since, kind: kind, note: change.note))
    }

    /// Moves computers with their rooms and labels, and codes.
    private func move(from id: String, to successor: String, _ outcome: inout SchoolChangeOutcome) throws {
        for computer in try computers(of: id) {
            try EnrollmentDesk(db: db).assign(
                try computer.agent("agent_id"),
                to: .init(school: successor, room: computer["room"], label: computer["label"]), at: moment)
            outcome.computersMoved += 1
        }
        try db.execute(
            sql: "UPDATE enrollment SET school_id = ? WHERE school_id = ?", arguments: [successor, id])
        outcome.codesMoved += db.changesCount
    }

    private func moveSupport(from id: String, to successor: String, _ outcome: inout SchoolChangeOutcome) throws {
        for var school in try supported(by: id) {
            school.supportedBy = school.id == successor ? nil : successor
            try history.write(school, from: since)
            outcome.supportedAnew.append(school.id)
        }
    }

    private func supported(by id: String) throws -> [School] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(SchoolColumns.list) FROM school AS s WHERE s.supported_by = ? AND s.closed_on IS NULL ORDER BY s.id
                """, arguments: [id]
        ).map(SchoolColumns.school)
    }

    private func computers(of id: String) throws -> [Row] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM assignment WHERE school_id = ? AND valid_to IS NULL ORDER BY agent_id",
            arguments: [id])
    }
}
