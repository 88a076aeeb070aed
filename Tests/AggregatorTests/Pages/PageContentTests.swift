import Aggregator
import Foundation
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

/// What pages show, in which language, whatever stands in the store or in the address.
@Suite(.timeLimit(.minutes(1)))
struct PageContentTests {
    static let hostile =
        "</td><script>alert(1)</script>\"\u{301} onx='\u{301}\u{202E}`&amp;" + String(repeating: "ж", count: 100)

    static let schools = [
        School(
            id: "T-1", names: Names(en: hostile), area: ReadingWorld.alga, latitude: 50.28, longitude: 57.2,
            pupils: 300,
            rural: false),
        School(id: "T-2", names: Names(en: "No place"), area: ReadingWorld.temir, rural: true),
        School(id: "K-1", names: Names(kk: "Мектеп", ru: "Школа", en: "School"), area: ReadingWorld.rudny, pupils: 40),
    ]

    static let pages = [
        "/", "/map", "/map/data", "/lists", "/lists/schools", "/lists/lines", "/lists/schools.csv",
        "/lists/lines.geojson",
        "/school?id=T-1", "/agents", "/programmes",
    ]

    @Test(arguments: ["kk", "ru", "en"])
    func everyPageInEveryLanguageStaysWhole(language: String) async throws {
        try await ReadingWorld.run(schools: Self.schools, pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            browser.headers = ["Accept-Language: \(language)"]
            _ = try await browser.signIn(try await world.token(.admin))
            for path in Self.pages {
                let answer = try await browser.get(path)
                #expect(answer.status == 200, "\(path): \(answer.body.prefix(300))")
                guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
                #expect(answer.body.contains("<html lang=\"\(language)\">"), "\(path)")
                #expect(!answer.body.contains("<script>alert"), "\(path)")
                // Every quotation mark of the name is escaped by scalar, or it would end an attribute.
                #expect(!answer.body.unicodeScalars.contains("\"\u{301} onx".unicodeScalars), "\(path)")
                #expect(!answer.body.contains("Optional("), "\(path)")
                #expect(answer.body.contains("</html>"), "\(path)")
            }
        }
    }

    @Test func languageComesFromAddressThenCookieThenBrowser() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            // In this order: a choice stays, as its cookie says.
            let asked: [(accepted: String, path: String, shown: String)] = [
                ("", "/sign-in", "en"), ("de;q=0.9, kk-KZ;q=0.4, ru;q=0.7", "/sign-in", "ru"),
                ("fr, *;q=0, ru;q=0", "/sign-in", "en"), ("ru", "/sign-in?lang=kk", "kk"), ("ru", "/sign-in", "kk"),
                ("ru", "/sign-in?lang=xx", "kk"),
            ]
            for (accepted, path, shown) in asked {
                browser.headers = ["Accept-Language: \(accepted)"]
                let answer = try await browser.get(path)
                #expect(answer.body.contains("<html lang=\"\(shown)\">"), "\(accepted) \(path)")
            }
        }
    }

    /// What is asked wrongly is said, and what is nonsense is nobody's question.
    @Test(arguments: [
        ("/lists/lines?area=Nowhere", 400), ("/lists/lines?cause=%22%3E%3Cscript%3E", 400),
        ("/lists/lines?since=yesterday", 400),
        ("/lists/lines?as_of=2999-01-01", 400), ("/lists/lines?%zz=%zz&&=&x=<script>", 200),
        ("/lists/lines?sort=;DROP", 200),
        ("/lists/schools?offset=-5", 200), ("/lists/schools?offset=99999999999999999999", 200),
        ("/lists/schools?sort=pupils:desc", 200),
        ("/lists/nonsense", 404), ("/lists/lines.exe", 404), ("/school", 404), ("/school?id=", 404),
        ("/map?class=purple", 400),
        ("/map?area=Nowhere", 200), ("/map?cause=captive&type=small&below_norm=true", 200), ("/programme?id=none", 404),
        ("/agents?area=%3Cb%3E", 404), ("/agents/revoke?agent=zz", 404), ("/voice/dossier?id=-1", 404),
        ("/?area=%00", 404),
        ("/web/..%2fREADME.md", 404), ("/web/nothing.js", 404),
    ])
    func nonsense(path: String, status: Int) async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(try await world.token(.admin))
            let answer = try await browser.get(path)
            #expect(answer.status == status, "\(answer.body.prefix(500))")
            #expect(!answer.body.contains("<script>") && !answer.body.contains("Error("))
        }
    }

    @Test func anEmptyRegionSaysSo() async throws {
        let store = try LiveAggregator.emptyStore()
        try await LiveAggregator.run(store: store, pages: .checkout()) { server in
            let world = ReadingWorld(server: server)
            var browser = PageBrowser(port: server.port)
            _ = try await browser.signIn(try await world.token(.admin, .areas([])))
            #expect(try await browser.get("/").body.contains("There is no school here"))
            #expect(try await browser.get("/map").body.contains("0 of 0 schools are on the map"))
            #expect(try await browser.get("/map/data").body == #"{"features":[],"type":"FeatureCollection"}"#)
            for path in ["/lists/lines", "/programmes", "/agents"] {
                #expect(try await browser.get(path).status == 200, "\(path)")
            }
        }
    }

    /// A table's page, its file and the reading API have the same rows.
    @Test func filesHaveTheRowsOfTheAPI() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            let token = try await world.token(.planner)
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(token)
            for list in ["schools", "lines", "stock", "coverage"] {
                let file = try await browser.get("/lists/\(list).csv")
                let answer = try await world.get("/api/\(list)?format=csv", token: token)
                #expect(file.body == answer.body, "\(list)")
                #expect(file.headers["content-disposition"] == "attachment; filename=\"parta-\(list).csv\"")
            }
            let reads = try await world.server.store.audit(since: nil, limit: nil).filter { $0.action == .read }
            #expect(reads.contains { $0.object == "/lists/lines.csv" }, "\(reads.map(\.object))")
        }
    }

    @Test func rowsAreSortedNarrowedAndTurned() async throws {
        let many = (1...230).map { number in
            School(
                id: "S-\(1000 + number)", names: Names(en: "School \(number)"), area: ReadingWorld.alga,
                pupils: (number * 37) % 230 + 10, rural: number % 2 == 0)
        }
        let store = try LiveAggregator.emptyStore()
        _ = try await store.importSchools(many, dryRun: false)
        try await LiveAggregator.run(store: store, pages: .checkout()) { server in
            let world = ReadingWorld(server: server)
            var browser = PageBrowser(port: server.port)
            _ = try await browser.signIn(try await world.token(.reader))
            func ids(_ path: String) async throws -> [String] {
                let answer = try await browser.get(path)
                // The id and the name of a row both lead to the school.
                let found = answer.body.matches(of: /<a href="\/school\?id=([^"]+)"><bdi>/).map { String($0.1) }
                return found.enumerated().filter { $0 == 0 || found[$0 - 1] != $1 }.map(\.element)
            }
            let first = try await ids("/lists/schools")
            #expect(first.count == 100)
            #expect(try await ids("/lists/schools?offset=200").count == 30)
            let largest = try await ids("/lists/schools?sort=pupils:desc")
            let byPupils = many.sorted { ($0.pupils ?? 0, $1.id) > ($1.pupils ?? 0, $0.id) }.map(\.id)
            #expect(largest == Array(byPupils.prefix(100)))
            #expect(try await ids("/lists/schools?rural=yes&offset=100").count == 15)
            let page = try await browser.get("/lists/schools?sort=pupils:desc&rural=yes")
            #expect(page.body.contains("aria-sort=\"descending\""))
            #expect(page.body.contains("/lists/schools.csv?sort=pupils%3Adesc&amp;rural=yes"))
        }
    }
}

extension LiveAggregator {
    static func emptyStore() throws -> RelationalStore { try SQLiteStore.inMemory() }
}
