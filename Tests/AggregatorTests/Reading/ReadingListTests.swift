import Aggregator
import Foundation
import Reports
import Store
import Testing

@Suite("What is read", .timeLimit(.minutes(1)))
struct ReadingListTests {
    @Test("rows are those of the store, key by key, in pages with a total")
    func pages() async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.admin)
            let answer = try await world.get("/api/schools?limit=1&offset=1&lang=ru", token: token)
            let page = try answer.decoded(ReadingWorld.Page.self)
            #expect(page.rows.count == 1 && page.total == 3 && page.limit == 1 && page.offset == 1)
            #expect(answer.headers["x-total-count"] == "3")
            #expect(answer.headers["cache-control"] == "no-store")
            let query = Query(asOf: world.server.clock.now, language: .ru)
            let stored = try await world.server.store.schools(query, scope: .everything)
            let expected = try ReportCoder.decode(
                [[String: JSONValue]].self, from: ReportCoder.encode([stored[1]]))
            #expect(page.rows == expected)
            #expect(page.rows[0]["name"] == .text("Три ученика"))
            #expect(try await world.rows("/api/schools?offset=3", token: token).isEmpty)
        }
    }

    @Test(
        "following `next` reads every row once, and a total is told where it is known",
        arguments: [
            "schools", "rooms", "computers", "computers?area=Kazakhstan", "devices", "agents",
            "devices?by_computer=true", "lines",
        ])
    func following(_ list: String) async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.admin)
            let join = list.contains("?") ? "&" : "?"
            let whole = try await world.get("/api/\(list)", token: token)
            let all = try whole.decoded(ReadingWorld.Page.self)
            #expect(
                all.rows.count > 1 && all.total == all.rows.count && all.next == nil && whole.headers["link"] == nil)
            let isCounted = ["schools", "computers?area=Kazakhstan", "lines"].contains(list)
            var (rows, pages): ([[String: JSONValue]], Int) = ([], 0)
            var address: String? = "/api/\(list)\(join)limit=1&lang=en"
            while let path = address, pages < 20 {
                let answer = try await world.get(path, token: token)
                let page = try answer.decoded(ReadingWorld.Page.self)
                rows += page.rows
                pages += 1
                #expect(page.total == (isCounted ? all.total : nil))
                #expect(answer.headers["x-total-count"] == (isCounted ? "\(all.rows.count)" : nil))
                #expect(answer.headers["link"] == page.next.map { "<\($0)>; rel=\"next\"" })
                address = page.next
            }
            #expect(rows == all.rows && pages == all.rows.count)
        }
    }

    /// Three schools, of which nobody has asked yet, one worked out with each question.
    @Test("what a country's schools have is worked out over several questions, each answered in time")
    func workingOut() async throws {
        let oneByOne = { @Sendable (configuration: inout AggregatorConfiguration) in configuration.figuresAtOnce = 1 }
        try await ReadingWorld.run(configure: oneByOne) { world in
            let token = try await world.token(.admin)
            for left in [2, 1] {
                let answer = try await world.get("/api/coverage", token: token)
                #expect(answer.status == 503 && answer.headers["retry-after"] == "2")
                #expect(answer.body.contains("working_out") && answer.body.contains("for \(left) of them"))
            }
            let page = try await world.get("/api/coverage", token: token).decoded(ReadingWorld.Page.self)
            #expect(page.rows.count == 3)
        }
    }

    @Test("filters are the query's")
    func filters() async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.admin)
            let agent = try #require(try await world.rows("/api/agents?school=K-1", token: token).first?["agent"]?.text)
            for (path, count) in [
                ("/api/schools?area=Kazakhstan/Aktobe", 2), ("/api/schools?area=kazakhstan%2Fkostanay", 1),
                ("/api/computers?agent=\(agent)", 1), ("/api/computers?room=7", 2), ("/api/computers?room=8", 0),
                ("/api/computers?since=2025-09-01", 2), ("/api/computers?as_of=2025-08-31", 0),
                ("/api/schools?as_of=2025-08-31", 3), ("/api/schools?type=ordinary", 3), ("/api/schools?type=small", 0),
                ("/api/schools?rural=yes", 0), ("/api/rooms", 2), ("/api/rooms?room=8", 0),
                ("/api/devices?category=tablet", 2), ("/api/devices?category=printer", 0),
                ("/api/devices?by_computer=true", 2), ("/api/lines?since=2025-09-01T05:00:00Z", 2),
                ("/api/lines?as_of=2025-08-01", 0), ("/api/schools?name=%D1%82%D1%80%D0%B8", 1),
                ("/api/computers?name=pupils", 1), ("/api/schools?name=PUPILS", 2), ("/api/schools?name=upils", 0),
                ("/api/enrollments?school=T-1", 1),
            ] {
                #expect(try await world.rows(path, token: token).count == count, "\(path)")
            }
            let today = CivilDate(utc: world.server.clock.now)
            #expect(try await world.rows("/api/computers?as_of=\(today)", token: token).count == 2, "to the day's end")
            world.server.clock.advance(seconds: 15 * 86_400)
            let later = try await world.token(.admin)
            #expect(try await world.rows("/api/computers?since=\(today.adding(days: 1))", token: later).isEmpty)
            let live = try await world.rows("/api/computers", token: later)
            #expect(live.map { $0["live"] } == [.flag(false), .flag(false)])
        }
    }

    @Test("counts of fewer than five children are hidden, also from who brings a norm that would tell them")
    func suppression() async throws {
        try await ReadingWorld.run { world in
            let norm = "/api/lines?school=T-1&norm=0.001%2B1/1"
            for role in [ReaderRole.school, .reader, .planner] {
                let token = try await world.token(role, role == .school ? .school("T-1") : .areas(["Aktobe"]))
                let pupils = try await world.rows("/api/schools?area=Aktobe", token: token).map { $0["pupils"] }
                #expect(pupils == (role == .school ? [.null] : [.null, .number(400)]))
                let line = try #require(try await world.rows(norm, token: token).first)
                #expect(line["pupils"] == .null)
                #expect(line["norm_mbps"] == .number(0.001))
                let csv = try await world.get(norm + "&format=csv", token: token).body
                #expect(!csv.contains("3 pupils"))
            }
            let admin = try await world.token(.admin)
            #expect(try await world.rows("/api/schools?school=T-1", token: admin).first?["pupils"] == .number(3))
            #expect(try await world.rows(norm, token: admin).first?["norm_mbps"] == .number(3))
        }
    }

    @Test("CSV comes by parameter or by header, as the commands write it")
    func csv() async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.admin)
            let byName = try await world.get("/api/schools?format=csv&school=T-2", token: token)
            #expect(byName.headers["content-type"] == "text/csv; charset=utf-8; header=present")
            #expect(byName.headers["content-disposition"] == "attachment; filename=\"schools.csv\"")
            #expect(byName.headers["x-total-count"] == "1")
            let lines = byName.body.split(separator: "\r\n")
            #expect(lines[0].hasPrefix("id,name,area,type,pupils,computers,"))
            // What a spreadsheet would run is text.
            #expect(lines[1].hasPrefix("T-2,'=Many pupils,Kazakhstan/Aktobe/Temir,ordinary,400,0,"))
            let byHeader = try await world.get(
                "/api/lines/slots", token: token, headers: ["Accept: text/csv, */*;q=0.1"])
            #expect(byHeader.headers["content-disposition"] == "attachment; filename=\"lines-slots.csv\"")
            let json = try await world.get("/api/schools?format=json", token: token, headers: ["Accept: text/csv"])
            #expect(json.headers["content-type"] == "application/json; charset=utf-8")
        }
    }

    @Test(
        "what is wrong in a question is named",
        arguments: [
            ("schools?limit=0", "limit", "1 to 10000"), ("schools?limit=many", "limit", "whole number"),
            ("schools?limit=10001", "limit", "1 to 10000"), ("schools?offset=-1", "offset", "0 to"),
            ("schools?limit=1&limit=2", "limit", "twice"), ("schools?limit=", "limit", "wants a value"),
            ("schools?limit", "limit", "wants a value"), ("schools?area=%zz", "area", "wants a value"),
            ("schools?area=a%0Ab", "area", "one line"), ("schools?lang=de", "lang", "kk, ru, en"),
            ("schools?colour=red", "colour", "area, school, name, type, rural"),
            ("schools?room=7", "room", "is not one of"),
            ("schools?format=xml", "format", "json, csv"), ("schools?as_of=yesterday", "as_of", "2026-09-01"),
            ("schools?as_of=2026-13-01", "as_of", "2026-09-01"), ("lines?since=2030-01-01", "since", "after as_of"),
            ("schools?as_of=2030-01-01", "as_of", "ahead"), ("schools?type=big", "type", "support, small, ordinary"),
            ("agents?rural=maybe", "rural", "yes, no"),
            ("lines?norm=fast", "norm", "20%2B1/20"), ("devices?category=toaster", "category", "robotics_kit"),
            ("schools?name=%E2%84%96", "name", "a word or a number"),
            ("devices?by_computer=maybe", "by_computer", "true, false"), ("computers?agent=x", "agent", "32"),
            ("schools?school=X-9", "school", "names none"), ("schools?area=Atlantis", "area", "names none"),
            ("schools?area=\(String(repeating: "a", count: 201))", "area", "200 bytes"),
        ])
    func wrong(_ path: String, _ name: String, _ words: String) async throws {
        try await ReadingWorld.run { world in
            let answer = try await world.get("/api/\(path)", token: try await world.token(.admin))
            #expect(answer.status == 400)
            let failure = try answer.decoded(ErrorResponse.self)
            #expect(["bad_parameter", "unknown_place"].contains(failure.error))
            #expect(failure.message.contains(name) && failure.message.contains(words), "\(failure.message)")
        }
    }

    @Test("another method is told the right one")
    func methods() async throws {
        try await ReadingWorld.run { world in
            let answer = try await world.server.post("/api/schools", "")
            #expect(answer.status == 405 && answer.headers["allow"] == "GET")
        }
    }

    @Test("each answer is counted before it is sent, and refusals are not")
    func counted() async throws {
        try await ReadingWorld.run { world in
            let token = try await world.token(.reader, name: "Planning office")
            for path in ["/api/schools", "/api/schools?limit=1", "/api/agents", "/api/schools?limit=0"] {
                _ = try await world.get(path, token: token)
            }
            let entries = try await world.server.store.audit(since: nil, limit: nil)
            #expect(
                entries == [
                    AuditEntry(
                        at: world.server.clock.now, who: "Planning office", action: .read, object: "/api/schools",
                        detail: "2 reads, 4 rows")
                ])
            #expect(try await world.server.store.tokens().map(\.lastUsed) == [world.server.clock.now])
        }
    }
}
