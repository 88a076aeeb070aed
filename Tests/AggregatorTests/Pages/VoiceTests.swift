import Aggregator
import Foundation
import Reports
import Store
import Testing

/// The school's own voice, and the one change that administrators make on a page.
@Suite(.timeLimit(.minutes(1)))
struct VoiceTests {
    private static func signedIn(
        _ world: ReadingWorld, _ role: ReaderRole, _ reach: NewReaderToken.Reach = .areas(["Kazakhstan"]),
        name: String? = nil
    ) async throws -> (browser: PageBrowser, proof: String) {
        var browser = PageBrowser(port: world.server.port)
        _ = try await browser.signIn(try await world.token(role, reach, name: name ?? "voice of \(role.rawValue)"))
        return (browser, try PageBrowser.formToken(try await browser.get("/school?id=T-1").body))
    }

    @Test func aDisputeKeepsTheTestsOfThen() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var (browser, proof) = try await Self.signedIn(world, .school, .school("T-1"))
            let rows = try await world.server.store.lines(
                Query(
                    asOf: world.server.clock.now, since: world.server.clock.start.addingTimeInterval(-86_400),
                    school: "T-1"),
                scope: .everything)
            let line = rows.first?.line ?? ""
            let note = "<b>too slow</b> \u{202E}"
            let answer = try await browser.post(
                "/voice/line",
                [
                    "form_token": proof, "school": "T-1", "subject": line, "stand": "disputed", "own": "2 Mbps",
                    "note": note,
                    "figure": "forged",
                ])
            #expect(answer.status == 303, "\(answer.body)")
            let words = try await world.server.store.schoolWords(
                Query(asOf: world.server.clock.now), scope: .everything)
            let word = try #require(words.first)
            #expect(
                word.stand == .disputed && word.kind == .line && word.own == "2 Mbps" && word.who == "voice of school")
            #expect(word.figure != "forged")
            #expect(word.tests == 1)
            let page = try await browser.get("/school?id=T-1")
            #expect(page.body.contains("&lt;b&gt;too slow&lt;/b&gt;") && !page.body.contains("<b>too slow"))
            let dossier = try await browser.get("/voice/dossier?id=\(word.id)")
            #expect(dossier.status == 200)
            #expect(dossier.body.contains("9.0\u{A0}Mbps"), "\(dossier.body)")
            let audit = try await world.server.store.audit(since: nil, limit: nil)
            #expect(audit.contains { $0.action == .schoolSpoke && $0.who == "voice of school" && $0.object == "T-1" })

            // A neighbour sees none of it.
            var other = PageBrowser(port: world.server.port)
            _ = try await other.signIn(try await world.token(.school, .school("T-2")))
            #expect(try await other.get("/voice/dossier?id=\(word.id)").status == 404)
        }
    }

    /// The form, and what becomes of it.
    @Test(arguments: [
        ("/voice/count", ["subject": "tablet", "stand": "confirmed"], 303),
        ("/voice/count", ["subject": "spaceship", "stand": "confirmed"], 400),
        ("/voice/count", ["subject": "tablet", "stand": "maybe"], 400),
        ("/voice/breakage", ["subject": "projector", "note": "lamp", "room": "7"], 303),
        ("/voice/breakage", ["subject": "projector"], 400),
        ("/voice/line", ["subject": "no such line", "stand": "confirmed"], 400),
        ("/voice/breakage", ["subject": "projector", "note": String(repeating: "x", count: 1001)], 400),
        ("/voice/indicator", ["indicator": "x\n", "period": "2025-09", "value": "1"], 404),
        ("/voice/room", ["agent": "00000000000000000000000000000000", "room": "9"], 400),
    ])
    func forms(path: String, form: [String: String], status: Int) async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var (browser, proof) = try await Self.signedIn(world, .school, .school("T-1"))
            let full = form.merging(["form_token": proof, "school": "T-1"]) { $1 }
            let answer = try await browser.post(path, full)
            #expect(answer.status == status, "\(answer.body.prefix(400))")
            let kept = try await world.server.store.schoolWords(Query(asOf: world.server.clock.now), scope: .everything)
            #expect(kept.isEmpty == (status != 303))
            // The same from another school's token, without a proof, from elsewhere.
            #expect(try await browser.post(path, full.merging(["school": "T-2"]) { $1 }).status == 404)
            #expect(try await browser.post(path, form.merging(["school": "T-1"]) { $1 }).status == 403)
            let (_, lent) = try await Self.signedIn(world, .school, .school("T-1"), name: "a neighbour's browser")
            #expect(try await browser.post(path, full.merging(["form_token": lent]) { $1 }).status == 403)
            browser.headers = ["Origin: https://evil.example"]
            #expect(try await browser.post(path, full).status == 403)
            #expect(
                try await world.server.store.schoolWords(Query(asOf: world.server.clock.now), scope: .everything)
                    == kept)
        }
    }

    @Test(arguments: [ReaderRole.reader, .planner])
    func whoOnlyReadsSaysNothing(role: ReaderRole) async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(try await world.token(role))
            let page = try await browser.get("/school?id=T-1")
            #expect(!page.body.contains("/voice/"))
            let proof = try PageBrowser.formToken(page.body)
            let answer = try await browser.post(
                "/voice/breakage", ["form_token": proof, "school": "T-1", "subject": "mouse", "note": "gone"])
            #expect(answer.status == 403)
        }
    }

    @Test func aPCMovesToItsRoom() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var (browser, proof) = try await Self.signedIn(world, .school, .school("T-1"))
            let agents = try await world.server.store.agents(Query(asOf: world.server.clock.now), scope: .everything)
            let own = try #require(agents.first { $0.school == "T-1" })
            let other = try #require(agents.first { $0.school == "K-1" })
            world.server.clock.advance(seconds: 60)
            for (agent, status) in [(other, 400), (own, 303)] {
                let answer = try await browser.post(
                    "/voice/room", ["form_token": proof, "school": "T-1", "agent": agent.agent.text, "room": "12 б"])
                #expect(answer.status == status, "\(answer.body.prefix(300))")
            }
            let rooms = try await world.server.store.agents(Query(asOf: world.server.clock.now), scope: .everything)
            #expect(rooms.first { $0.agent == own.agent }?.room == "12 б")
            #expect(rooms.first { $0.agent == other.agent }?.room == "7")
        }
    }

    @Test func anAdministratorRevokesWithinItsAreas() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var (browser, proof) = try await Self.signedIn(world, .admin, .areas(["Kazakhstan/Aktobe"]))
            let agents = try await world.server.store.agents(Query(asOf: world.server.clock.now), scope: .everything)
            let own = try #require(agents.first { $0.school == "T-1" }).agent
            let outside = try #require(agents.first { $0.school == "K-1" }).agent
            #expect(try await browser.get("/agents").status == 200)
            #expect(try await browser.get("/agents/revoke?agent=\(own)").body.contains(own.text))
            #expect(try await browser.post("/agents/revoke", ["agent": own.text]).status == 403, "no proof")
            #expect(
                try await browser.post("/agents/revoke", ["agent": outside.text, "form_token": proof]).status == 404)
            #expect(try await browser.post("/agents/revoke", ["agent": own.text, "form_token": proof]).status == 303)
            let states = try await world.server.store.registeredAgents([own, outside])
            #expect(states[own]?.state == .revoked && states[outside]?.state == .enrolled)
            let audit = try await world.server.store.audit(since: nil, limit: nil)
            #expect(audit.contains { $0.action == .agentRevoked && $0.who == "voice of admin" })
        }
    }

    @Test func whatWasSaidNeitherChangesNorGoes() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            let word = NewSchoolWord(
                school: "T-1", at: world.server.clock.now, who: "w", kind: .count, subject: "tablet", stand: .confirmed)
            let kept = try await world.server.store.keep(word, scope: .school("T-1"))
            #expect(kept.id > 0)
            await #expect(throws: StoreFailure.unknownSchool("T-1")) {
                _ = try await world.server.store.keep(word, scope: .school("T-2"))
            }
            #expect(try await world.server.store.schoolWords(Query(asOf: word.at), scope: .school("T-2")).isEmpty)
        }
    }
}
