import Aggregator
import Foundation
import Reports
import Store
import Testing

/// Who may see which page, and what keeps others from using a reader's browser.
@Suite(.timeLimit(.minutes(1)))
struct PageAccessTests {
    static let pages = [
        "/", "/map", "/map/data", "/lists", "/lists/lines", "/lists/lines.csv", "/lists/devices", "/school?id=T-1",
        "/programmes", "/programme?id=P", "/agents", "/agents/revoke?agent=x", "/voice/dossier?id=1",
    ]

    @Test func nobodySeesAPageWithoutAToken() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            for path in Self.pages {
                var browser = PageBrowser(port: world.server.port)
                let answer = try await browser.get(path)
                #expect(answer.status == 303, "\(path)")
                #expect(answer.headers["location"]?.hasPrefix("/sign-in?next=") == true, "\(path)")
                #expect(!answer.body.contains("Three pupils"), "\(path)")
            }
        }
    }

    @Test func signingInIsByTokenAndFormAlone() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            let token = try await world.token(.reader, name: "planner of Aktobe")
            var browser = PageBrowser(port: world.server.port)
            let signedIn = try await browser.signIn(token)
            #expect(signedIn.status == 303)
            #expect(signedIn.headers["location"] == "/lists")
            let cookie = try #require(
                signedIn.headers["set-cookie"]?.split(separator: "\n").first { $0.hasPrefix("parta_session=") })
            #expect(
                cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict") && cookie.contains("; Path=/"))
            #expect(!cookie.contains("Secure"), "a browser sends no Secure cookie over the plain HTTP of this test")
            #expect(!cookie.contains(token))
            let page = try await browser.get("/lists/schools")
            #expect(page.status == 200)
            #expect(page.body.contains("planner of Aktobe"))

            // The same form from elsewhere, or without its proof.
            var stranger = PageBrowser(port: world.server.port)
            let bare = try await stranger.post("/sign-in", ["token": token])
            #expect(bare.status == 403)
            let form = try await stranger.get("/sign-in")
            stranger.headers = ["Origin: https://evil.example"]
            let crossed = try await stranger.post(
                "/sign-in", ["token": token, "form_token": try PageBrowser.formToken(form.body)])
            #expect(crossed.status == 403)
            // The proof of the form that another browser was given.
            stranger.headers = []
            var another = PageBrowser(port: world.server.port)
            let lent = try PageBrowser.formToken(try await another.get("/sign-in").body)
            #expect(try await stranger.post("/sign-in", ["token": token, "form_token": lent]).status == 403)
            #expect(stranger.cookies["parta_session"] == nil)
        }
    }

    @Test(arguments: ["parta_nonsense", "", "<script>alert(1)</script>", String(repeating: "x", count: 2000)])
    func aWrongTokenOpensNothing(token: String) async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            let answer = try await browser.signIn(token)
            #expect(answer.status == 401)
            #expect(browser.cookies["parta_session"] == nil)
            #expect(!answer.body.contains("<script>alert"))
        }
    }

    @Test func wrongTokensAreHeldBack() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            var statuses: [Int] = []
            for _ in 0..<22 { statuses.append(try await browser.signIn("parta_wrong").status) }
            #expect(statuses.first == 401)
            #expect(statuses.last == 429)
        }
    }

    /// No list of sessions: what the store says of the token holds at the next request.
    @Test(arguments: [true, false])
    func aSessionEndsWithItsToken(isRevoked: Bool) async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            let token = try await world.token(.reader, name: "short", days: 0.1)
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(token)
            #expect(try await browser.get("/lists").status == 200)
            if isRevoked {
                let id = try #require(try await world.server.store.tokens().first { $0.name == "short" }?.id)
                _ = try await world.server.store.revokeToken(id, at: world.server.clock.now)
            } else {
                world.server.clock.advance(seconds: 0.2 * 86_400)
            }
            let answer = try await browser.get("/lists")
            #expect(answer.status == 303)
            #expect(answer.headers["location"]?.hasSuffix("why=over") == true)
            #expect(browser.cookies["parta_session"] == nil)
            #expect(try await browser.get("/sign-in?why=over").body.contains("Your session is over"))
        }
    }

    /// Also where its token lives on.
    @Test func aSessionEndsAfterHalfADay() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(try await world.token(.reader, days: 9))
            world.server.clock.advance(seconds: 11.9 * 3_600)
            #expect(try await browser.get("/lists").status == 200)
            world.server.clock.advance(seconds: 0.2 * 3_600)
            #expect(try await browser.get("/lists").status == 303)
            _ = try await browser.signIn(try await world.token(.reader, days: 9))
            #expect(try await browser.get("/lists").status == 200)
        }
    }

    @Test func aSessionThatWasTamperedWithIsNone() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(try await world.token(.admin))
            let whole = try #require(browser.cookies["parta_session"])
            for broken in [String(whole.dropLast()), whole + "A", "AAAA", String(whole.reversed())] {
                browser.cookies["parta_session"] = broken
                #expect(try await browser.get("/lists").status == 303, "\(broken.prefix(10))")
            }
        }
    }

    /// A school outside is as unknown as one that is not there, on every page and in every file.
    @Test func scopeHoldsEverywhere() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(try await world.token(.planner, .areas(["Kazakhstan/Aktobe"])))
            #expect(try await browser.get("/school?id=T-1").status == 200)
            let outside = try await browser.get("/school?id=K-1")
            let nowhere = try await browser.get("/school?id=X-1")
            #expect(outside.status == 404 && nowhere.status == 404)
            #expect(outside.body.replacing("K-1", with: "X-1") == nowhere.body)
            for path in [
                "/", "/map", "/map/data", "/lists/schools", "/lists/schools.csv", "/lists/lines.geojson",
                "/lists/stock",
                "/lists/devices", "/lists/computers.csv",
            ] {
                let answer = try await browser.get(path)
                #expect(answer.status == 200, "\(path)")
                #expect(!answer.body.contains("Far school") && !answer.body.contains("K-1"), "\(path)")
            }
            for path in ["/agents", "/lists/agents", "/lists/enrollments"] {
                #expect(try await browser.get(path).status == 403, "\(path)")
            }
            let area = try await browser.get("/?area=Kazakhstan%2FKostanay")
            #expect(area.status == 404)
        }
    }

    /// What was read for one reader is kept for a minute, for readers of the same scope alone.
    @Test func nobodyIsShownWhatAnotherScopeHasRead() async throws {
        try await ReadingWorld.run(pages: .checkout(freshSeconds: 60)) { world in
            var wide = PageBrowser(port: world.server.port)
            _ = try await wide.signIn(try await world.token(.planner))
            var narrow = PageBrowser(port: world.server.port)
            _ = try await narrow.signIn(try await world.token(.planner, .areas(["Kazakhstan/Aktobe"])))
            for path in ["/lists/schools", "/lists/schools.csv"] {
                #expect(try await wide.get(path).body.contains("K-1"), "\(path)")
                let answer = try await narrow.get(path)
                #expect(answer.status == 200 && !answer.body.contains("K-1"), "\(path)")
            }
        }
    }

    @Test func aSchoolSeesItselfAlone() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(try await world.token(.school, .school("T-1")))
            let home = try await browser.get("/")
            #expect(home.headers["location"] == "/school?id=T-1")
            let own = try await browser.get("/school?id=T-1")
            #expect(own.status == 200)
            #expect(own.body.contains("/voice/breakage"))
            #expect(try await browser.get("/school?id=T-2").status == 404)
            let list = try await browser.get("/lists/schools")
            #expect(!list.body.contains("Many pupils"))
        }
    }

    /// Counts of few children are nobody's but the administrator's.
    @Test func fewChildrenStayHidden() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            for (role, shown) in [(ReaderRole.reader, false), (.admin, true)] {
                var browser = PageBrowser(port: world.server.port)
                _ = try await browser.signIn(try await world.token(role))
                let page = try await browser.get("/school?id=T-1")
                #expect(page.body.contains("<dt>Pupils</dt><dd><bdi>3</bdi>") == shown, "\(role)")
            }
        }
    }

    @Test func everyPageHasItsPolicy() async throws {
        try await ReadingWorld.run(pages: .checkout()) { world in
            var browser = PageBrowser(port: world.server.port)
            let signIn = try await browser.get("/sign-in")
            _ = try await browser.signIn(try await world.token(.admin))
            var answers = [("/sign-in", signIn)]
            for path in Self.pages + ["/nothing-here", "/lists/nonsense", "/web/parta.css", "/web/map.js"] {
                answers.append((path, try await browser.get(path)))
            }
            for (path, answer) in answers where path != "/nothing-here" {
                let policy = answer.headers["content-security-policy"] ?? ""
                #expect(
                    policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"),
                    "\(path)")
                #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "\(path)")
                #expect(answer.headers["x-content-type-options"] == "nosniff", "\(path)")
                if !path.hasPrefix("/web/") { #expect(answer.headers["cache-control"] == "no-store", "\(path)") }
                for address in answer.body.matches(of: /(?:src|href|action)="([^"]*)"/) where !path.hasPrefix("/web/") {
                    #expect(address.1.hasPrefix("/") || address.1.hasPrefix("#"), "\(path) leads to \(address.1)")
                }
            }
        }
    }

    @Test func aTileServerIsTheOnlyOtherSource() async throws {
        let tiles = try #require(PagesConfiguration.TileServer("https://tiles.example/{z}/{x}/{y}.png"))
        try await ReadingWorld.run(pages: .checkout(tiles: tiles)) { world in
            var browser = PageBrowser(port: world.server.port)
            _ = try await browser.signIn(try await world.token(.reader))
            let map = try await browser.get("/map")
            #expect(
                map.headers["content-security-policy"]?.contains("img-src 'self' data: https://tiles.example;") == true)
        }
        for wrong in [
            "http://tiles.example/{z}/{x}/{y}", "https://tiles.example/", "https://;script-src/{z}{x}{y}", "",
        ] {
            #expect(PagesConfiguration.TileServer(wrong) == nil, "\(wrong)")
        }
    }
}
