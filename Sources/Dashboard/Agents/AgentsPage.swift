public import FoundationEssentials
internal import Reports
public import Store

/// Who of an area's agents wants looking after: silent ones, clones, old releases, those that wait.
public struct AgentsPage: Sendable {
    public enum Concern: String, Sendable, CaseIterable {
        case waiting, clone, silent, old
    }

    /// So many of each kind stand on the page; the table has all.
    static let shownRows = 200

    public struct Figures: Sendable {
        public var states: [AgentState: Int] = [:]
        public var versions: [(version: String, agents: Int)] = []
        public var concerns: [Concern: [AgentRow]] = [:]
        public var counts: [Concern: Int] = [:]

        /// - Parameter liveSince: who was heard at or after this is not silent.
        public init(_ rows: [AgentRow], liveSince: Date) {
            states = Dictionary(grouping: rows, by: \.state).mapValues(\.count)
            let current = rows.filter { $0.state == .enrolled && $0.replacedBy == nil }
            versions = Dictionary(grouping: current) { $0.version ?? "" }.map { ($0.key, $0.value.count) }
                .sorted { ($1.agents, $0.version) < ($0.agents, $1.version) }
            let all: [Concern: [AgentRow]] = [
                .waiting: rows.filter { $0.state == .waiting },
                .clone: rows.filter { $0.state != .revoked && ($0.suspectedClone || $0.clonedFrom != nil) },
                .silent: current.filter { ($0.lastSeen ?? .distantPast) < liveSince },
                .old: current.filter(\.oldVersion),
            ]
            counts = all.mapValues(\.count)
            concerns = all.mapValues { rows in
                Array(
                    rows.sorted { ($0.lastSeen ?? .distantPast) < ($1.lastSeen ?? .distantPast) }.prefix(
                        AgentsPage.shownRows))
            }
        }
    }

    public var figures: Figures
    public var area: String?
    public var school: String?
    public var readAt: String

    public init(_ figures: Figures, area: String?, school: String?, readAt: String) {
        self.figures = figures
        self.area = area
        self.school = school
        self.readAt = readAt
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        [
            "read_at": .text(wording("page.read_at", ["time": readAt])), "area": .text(area), "school": .text(school),
            "tiles": .rows(
                AgentState.allCases.map {
                    [
                        "name": .text(wording("agent_state.\($0.rawValue)")),
                        "value": .text(wording.number(figures.states[$0] ?? 0)),
                    ]
                }),
            "versions": .rows(
                figures.versions.map {
                    [
                        "version": .text($0.version.isEmpty ? wording("word.unknown") : $0.version),
                        "agents": .text(wording.number($0.agents)),
                    ]
                }),
            "concerns": .rows(
                Concern.allCases.map { concern in
                    let rows = figures.concerns[concern] ?? []
                    return [
                        "id": .text(concern.rawValue), "name": .text(wording("agents.\(concern.rawValue)")),
                        "about": .text(wording("agents.\(concern.rawValue)_about")),
                        "count": .text(wording.number(figures.counts[concern] ?? 0)),
                        "rows": .rows(rows.map { row($0, wording) }), "has_rows": .flag(!rows.isEmpty),
                        "more": .text(
                            (figures.counts[concern] ?? 0) > rows.count
                                ? wording("agents.more", ["rows": wording.number(rows.count)]) : nil),
                    ]
                }),
            "table": .text(Address("/lists/agents").setting("area", area).setting("school", school).text),
        ]
    }

    private func row(_ row: AgentRow, _ wording: Wording) -> [String: PageValue] {
        [
            "agent": .text(row.agent.text), "short": .text(String(row.agent.text.prefix(8))),
            "school": .text(row.schoolName), "school_address": .text(Address("/school", [("id", row.school)]).text),
            "room": .text(row.room ?? "–"), "label": .text(row.label ?? "–"), "version": .text(row.version ?? "–"),
            "last": .text(row.lastSeen.map { wording.day($0) } ?? wording("agents.never")),
            "revoke_label": .text(wording("agents.revoke_one", ["agent": String(row.agent.text.prefix(8))])),
        ]
    }
}
