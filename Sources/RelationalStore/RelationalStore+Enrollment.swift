public import Foundation
internal import Relational
public import Reports
public import Store

extension RelationalStore {
    public func createEnrollment(_ new: NewEnrollment) async throws -> Enrollment {
        try await write { db in
            _ = try SchoolHistory(db: db).openSchool(new.school, on: CivilDate(utc: new.createdAt))
            let id = try db.insert(
                sql: """
                    INSERT INTO enrollment (secret_hash, school_id, room, uses, uses_left, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    new.secretHash, new.school, new.room, new.uses, new.uses, new.createdAt.seconds,
                    new.expiresAt.seconds,
                ], numbering: "id")
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM enrollment WHERE id = ?", arguments: [id])
            if let expected = new.expected { try SchoolExpectation(db: db, school: new.school).set(expected) }
            guard let row else { throw DatabaseError(message: "an enrolment just stored cannot be read") }
            return Self.enrollment(row)
        }
    }

    public func enrollments(_ query: Query, scope: Scope) async throws -> [Enrollment] {
        try await read { db in
            let filter = try Filter(of: .enrollments, query, scope: scope, in: db)
            return try Row.fetchAll(
                db, sql: ReadingSQL.enrollments(filter, query), arguments: filter.arguments
            ).map(Self.enrollment)
        }
    }

    public func revokeEnrollment(_ id: Int, at time: Date) async throws -> Enrollment {
        try await write { db in
            try db.execute(
                sql: "UPDATE enrollment SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [time.seconds, id])
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM enrollment WHERE id = ?", arguments: [id]) else {
                throw StoreFailure.unknownEnrollment(id)
            }
            return Self.enrollment(row)
        }
    }

    public func redeem(_ attempt: EnrollmentAttempt) async throws -> EnrollmentOutcome {
        try await write { db in try EnrollmentDesk(db: db).redeem(attempt) }
    }

    public func registeredAgents(_ ids: Set<AgentID>) async throws -> [AgentID: RegisteredAgent] {
        try await read { db in
            let desk = EnrollmentDesk(db: db)
            var agents: [AgentID: RegisteredAgent] = [:]
            for id in ids { agents[id] = try desk.agent(id) }
            return agents
        }
    }

    public func readmit(_ readmission: Readmission) async throws -> EnrollmentOutcome {
        try await write { db in try EnrollmentDesk(db: db).readmit(readmission) }
    }

    public func approve(_ agents: [AgentID], at time: Date) async throws -> [AgentID] {
        try await write { db in try EnrollmentDesk(db: db).approve(agents, at: time) }
    }

    public func revoke(_ agent: AgentID, at time: Date, evenUnknown: Bool) async throws {
        try await write { db in try EnrollmentDesk(db: db).revoke(agent, at: time, evenUnknown: evenUnknown) }
    }

    private static func enrollment(_ row: Row) -> Enrollment {
        Enrollment(
            id: row["id"], school: row["school_id"], room: row["room"], uses: row["uses"], usesLeft: row["uses_left"],
            createdAt: row.date("created_at"), expiresAt: row.date("expires_at"),
            revokedAt: row.dateIfPresent("revoked_at"))
    }
}
