import Aggregator
import Foundation
import Testing

/// A browser without scripts: it keeps cookies, follows nothing, and fills forms in.
struct PageBrowser {
    let port: Int
    var cookies: [String: String] = [:]
    var headers: [String] = []

    init(port: Int) { self.port = port }

    mutating func get(_ path: String) async throws -> RawHTTP.Answer {
        try await send("GET \(path) HTTP/1.1\r\n", body: "")
    }

    mutating func post(_ path: String, _ form: [String: String]) async throws -> RawHTTP.Answer {
        let body = form.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try await send(
            "POST \(path) HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n",
            body: body)
    }

    /// By the form, as a person does.
    mutating func signIn(_ token: String) async throws -> RawHTTP.Answer {
        let form = try await get("/sign-in")
        return try await post(
            "/sign-in", ["form_token": try Self.formToken(form.body), "token": token, "next": "/lists"])
    }

    static func formToken(_ html: String) throws -> String {
        String(try #require(html.firstMatch(of: /name="form_token" value="([^"]+)"/), "no form in \(html)").1)
    }

    private mutating func send(_ start: String, body: String) async throws -> RawHTTP.Answer {
        let kept = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
        let all =
            ["Host: a", "Connection: close"] + headers + (kept.isEmpty ? [] : ["Cookie: \(kept)"])
        let answer = try await RawHTTP.send(
            start + all.map { $0 + "\r\n" }.joined() + "\r\n" + body, port: port)
        for line in (answer.headers["set-cookie"] ?? "").split(separator: "\n") {
            let pair = line.split(separator: ";")[0].split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = line.contains("Max-Age=0") ? nil : String(pair[1])
        }
        return answer
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension PagesConfiguration {
    /// The pages of this checkout; what is read is not kept, so that a test sees what it has just changed.
    static func checkout(
        isPublic: Bool = false, freshSeconds: Double = 0, tiles: TileServer? = nil
    ) throws -> PagesConfiguration {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return PagesConfiguration(
            web: try WebFolder(root.appending(path: "web").path(percentEncoded: false)), isPublic: isPublic,
            tiles: tiles,
            freshSeconds: freshSeconds, patience: .seconds(30))
    }
}
