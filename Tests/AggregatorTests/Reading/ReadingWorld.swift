import Aggregator
import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

/// A running aggregator over three schools of two regions, with a computer that has told of itself at two of them.
struct ReadingWorld: Sendable {
    let server: LiveAggregator

    static let alga = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
    static let temir = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Temir")
    static let rudny = AreaPath(country: "Kazakhstan", region: "Kostanay", district: "Rudny")
    static let schools = [
        School(id: "T-1", names: Names(ru: "Три ученика", en: "Three pupils"), area: alga, pupils: 3),
        School(id: "T-2", names: Names(en: "=Many pupils"), area: temir, pupils: 400),
        School(id: "K-1", names: Names(en: "Far school"), area: rudny, pupils: 4),
    ]

    static func run(
        schools: [School] = Self.schools, pages: PagesConfiguration? = nil,
        configure: (inout AggregatorConfiguration) -> Void = { _ in }, _ body: (ReadingWorld) async throws -> Void
    ) async throws {
        let store = try SQLiteStore.inMemory()
        _ = try await store.importSchools(schools, dryRun: false)
        try await LiveAggregator.run(store: store, configure: configure, pages: pages) { server in
            let world = ReadingWorld(server: server)
            try await world.hear(from: "T-1")
            try await world.hear(from: "K-1")
            try await body(world)
        }
    }

    /// Enrols a computer at a school and delivers its first report, with a line test.
    private func hear(from school: String) async throws {
        let code = try await server.region.newEnrollment(
            school: school, room: "7", uses: 1, expiresAt: server.clock.now.addingTimeInterval(86_400),
            in: server.store, now: server.clock.now)
        let key = SigningKey()
        try #require(try await server.enroll(key, secret: code.secret).status == 200)
        let time = ObservedTime(bootID: "b", monotonic: 10, wallClock: server.clock.now)
        let test = LineTest(id: "t", startedAt: time, downloadMbps: 9, uploadMbps: 1, server: "wss://test")
        let device = Device(id: "d", category: .tablet, confidence: .likely, rule: "r", bus: .usb)
        let report = Report(
            agent: key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: 1, sealedAt: time,
            scan: Scan(computer: Computer(agentVersion: "1"), devices: [device], collectors: []), scannedAt: time,
            lineTests: [test])
        let answer = try await server.post("/v1/reports", Envelope.seal(report, kind: .report, with: key).text)
        try #require(answer.status == 200, "\(answer.body)")
    }

    /// A new token's text.
    func token(
        _ role: ReaderRole, _ reach: NewReaderToken.Reach = .areas(["Kazakhstan"]), name: String = UUID().uuidString,
        days: Double = 1
    ) async throws -> String {
        let secret = ReaderSecret()
        _ = try await server.store.createToken(
            NewReaderToken(
                hash: secret.hash, name: name, role: role, reach: reach, createdAt: server.clock.now, createdBy: "test",
                expiresAt: server.clock.now.addingTimeInterval(days * 86_400)))
        return secret.text
    }

    func get(_ path: String, token: String? = nil, headers: [String] = []) async throws -> RawHTTP.Answer {
        let all = headers + (token.map { ["Authorization: Bearer \($0)"] } ?? [])
        return try await RawHTTP.send(
            "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + all.map { $0 + "\r\n" }.joined() + "\r\n",
            port: server.port)
    }

    /// The rows of a JSON answer, each by its keys.
    func rows(_ path: String, token: String) async throws -> [[String: JSONValue]] {
        let answer = try await get(path, token: token)
        try #require(answer.status == 200, "\(path): \(answer.body)")
        return try answer.decoded(Page.self).rows
    }

    struct Page: Decodable {
        var rows: [[String: JSONValue]]
        var total: Int?
        var limit: Int
        var offset: Int
        var next: String?
    }
}
