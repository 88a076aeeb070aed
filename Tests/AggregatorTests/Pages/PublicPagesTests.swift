import Aggregator
import Foundation
import Reports
import Store
import Testing

/// `--public-read-only`: what everybody may see.
@Suite(.timeLimit(.minutes(1)))
struct PublicPagesTests {
    @Test func theyTellOfNoPCAndNoRoom() async throws {
        try await ReadingWorld.run(pages: .checkout(isPublic: true)) { world in
            let agents = try await world.server.store.agents(
                Query(asOf: world.server.clock.now), scope: .everything)
            #expect(!agents.isEmpty)
            var browser = PageBrowser(port: world.server.port)
            for path in [
                "/", "/map", "/map/data", "/lists", "/lists/schools", "/lists/lines", "/lists/lines.csv",
                "/lists/stock.csv",
                "/lists/coverage.csv", "/lists/schools.geojson", "/school?id=T-1",
            ] {
                let answer = try await browser.get(path)
                #expect(answer.status == 200, "\(path)")
                for agent in agents { #expect(!answer.body.contains(agent.agent.text), "\(path)") }
                #expect(!answer.body.contains("/voice/") && !answer.body.contains("/lists/devices"), "\(path)")
            }
            let school = try await browser.get("/school?id=T-1")
            #expect(!school.body.contains("First seen") && !school.body.contains("Last report"))
            for path in [
                "/lists/devices", "/lists/computers", "/lists/rooms", "/lists/assets", "/lists/agents",
                "/lists/programmes",
                "/lists/indicators", "/lists/lines-gateways", "/agents", "/plans", "/agents/revoke?agent=x",
                "/voice/dossier?id=1",
            ] {
                #expect(try await browser.get(path).status == 403, "\(path)")
            }
            for path in ["/voice/line", "/agents/revoke", "/voice/room"] {
                let answer = try await browser.post(path, ["school": "T-1", "stand": "confirmed"])
                #expect(answer.status == 303 && answer.headers["location"] == "/sign-in", "\(path)")
            }
        }
    }

    /// A programme that is marked is as unknown to everybody as one that is not there, and known to whoever shows a token.
    @Test func sensitiveProgrammesAreNotTold() async throws {
        try await ReadingWorld.run(pages: .checkout(isPublic: true)) { world in
            let store = world.server.store
            _ = try await store.importProgrammes(
                [
                    Programme(id: "OPEN", names: Names(en: "Panels"), schools: ["T-1"]),
                    Programme(id: "SHY", names: Names(en: "Migrant children"), schools: ["T-1"], sensitive: true),
                ], dryRun: false)
            let day = "2026-01-10"
            _ = try await store.importDeliveries(
                ["OPEN", "SHY"].map {
                    Delivery(programme: $0, school: "T-1", day: day, category: .tablet, count: 3)
                }, dryRun: false)
            // A file without the mark leaves it.
            _ = try await store.importProgrammes(
                [Programme(id: "SHY", names: Names(en: "Migrant children"), schools: ["T-1"])], dryRun: false)
            var browser = PageBrowser(port: world.server.port)
            for path in ["/programmes", "/school?id=T-1", "/map", "/lists/schools"] {
                let answer = try await browser.get(path)
                #expect(answer.status == 200, "\(path)")
                #expect(!answer.body.contains("Migrant") && !answer.body.contains("SHY"), "\(path)")
            }
            #expect(try await browser.get("/programmes").body.contains("Panels"))
            #expect(try await browser.get("/school?id=T-1").body.contains("Panels"))
            #expect(try await browser.get("/programme?id=OPEN").status == 200)
            let (hidden, missing) = (
                try await browser.get("/programme?id=SHY"), try await browser.get("/programme?id=NOT")
            )
            #expect(hidden.status == 404 && missing.status == 404)
            #expect(hidden.body.replacing("SHY", with: "NOT") == missing.body)
            _ = try await browser.signIn(try await world.token(.reader))
            #expect(try await browser.get("/programme?id=SHY").body.contains("Migrant"))
        }
    }

    /// Fewer than ten children are hidden there, not only fewer than five.
    @Test func fewChildrenAreHiddenMore() async throws {
        let schools = [
            School(id: "T-1", names: Names(en: "Nine"), area: ReadingWorld.alga, pupils: 9),
            School(id: "T-2", names: Names(en: "Ten"), area: ReadingWorld.alga, pupils: 10),
            School(id: "K-1", names: Names(en: "Far"), area: ReadingWorld.rudny, pupils: 400),
        ]
        try await ReadingWorld.run(schools: schools, pages: .checkout(isPublic: true)) { world in
            var browser = PageBrowser(port: world.server.port)
            let pupils = "<dt>Pupils</dt><dd><bdi>"
            #expect(try await browser.get("/school?id=T-1").body.contains(pupils + "not known"))
            #expect(try await browser.get("/school?id=T-2").body.contains(pupils + "10"))
            _ = try await browser.signIn(try await world.token(.reader))
            #expect(try await browser.get("/school?id=T-1").body.contains(pupils + "9"))
        }
    }
}
