internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Takes reports of any agents in, one after the other, within one transaction.
struct ReportIntake {
    let db: Database
    /// How many bytes of an agent are stored in a day (UTC) at most; nil for no limit.
    let budgetBytes: Int?
    /// When a report of an agent was stored last.
    private(set) var heard: [AgentID: Date] = [:]
    /// Agents whose table of devices may be another than the one held.
    private(set) var differing: Set<AgentID> = []
    private var tellsSince: [AgentID: Int] = [:]
    private var book: AgentBook?

    init(db: Database, budgetBytes: Int?) {
        self.db = db
        self.budgetBytes = budgetBytes
    }

    mutating func take(_ report: VerifiedReport) throws -> Intake.Result {
        let agent = report.report.agent
        let book = try book(of: agent)
        let result = try Intake(db: db, report: report, budgetBytes: budgetBytes, book: book).take()
        if result.disposition == .stored {
            heard[agent] = report.receivedAt
            tellsSince[agent, default: .max] = min(tellsSince[agent, default: .max], result.tellsSince)
        }
        if result.mayDiffer { differing.insert(agent) }
        return result
    }

    /// After the last one, before anything is read of what they told.
    func settle() throws { try book?.settle() }

    /// What is kept of the agents' schools is not the newest any more.
    func age() throws {
        for agent in heard.keys { try FigureLedger.age(agent, in: db) }
        try PastLedger.age(tellsSince, in: db)
    }

    private mutating func book(of agent: AgentID) throws -> AgentBook {
        if let book, book.agent == agent { return book }
        try book?.settle()
        let next = AgentBook(db: db, agent: agent)
        book = next
        return next
    }
}
