internal import Dashboard
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Store

/// Signing in with a token, and out again.
struct SignInController: Sendable {
    static let formLimitBytes = 8_192

    let server: PagesServer

    func form(_ request: Request, _ context: AggregatorContext) throws -> Response {
        try server.desk.admit(context)
        let address = Address(request.uri.path, Address.values(of: request.uri.query ?? ""))
        let notices = address["why"] == "over" ? ["signin.over"] : []
        return try form(request, context, address: address, notices: notices)
    }

    private func form(
        _ request: Request, _ context: AggregatorContext, address: Address, wrong: String? = nil,
        notices: [String] = [], status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let wording = Wording(server.pages.web.catalogue, server.language(request, address))
        // One for each browser, kept over several forms, so that two open windows do not spoil each other's.
        let nonce = Self.visit(request) ?? PageSession.freshNonce()
        let frame = PageFrame(
            wording, title: wording("signin.title"), notices: notices.map { .init(.warning, wording($0)) },
            address: address.setting("lang", nil).text)
        let html = try frame.html(
            server.pages.web.templates, "sign-in",
            [
                "sign_in_token": .text(server.seal.formToken(for: nonce)),
                "next": .text(Self.safe(address["next"])), "wrong": .text(wrong.map { wording($0) }),
            ])
        let isSecure = server.isSecure(request, context)
        var cookies = [
            PageCookie.visit.header(Self.hexadecimal(nonce), seconds: 86_400, isSecure: isSecure)
        ]
        if address["lang"] == wording.language.rawValue {
            cookies.append(
                PageCookie.language.header(
                    wording.language.rawValue, seconds: PagesServer.languageSeconds, isSecure: isSecure))
        }
        return server.answer.html(html, status: status, cookies: cookies)
    }

    func signIn(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        let body = try await request.text(limitBytes: Self.formLimitBytes, within: .seconds(20), context)
        let form = FormValues(body)
        let next = Self.safe(form["next"])
        let address = Address("/sign-in", [("next", next)])
        guard SameSite.allows(request), let nonce = Self.visit(request),
            server.seal.isFormToken(form["form_token"] ?? "", for: nonce)
        else {
            return try self.form(request, context, address: address, wrong: "signin.stale", status: .forbidden)
        }
        let shown = (form["token"] ?? "").filter { !$0.isWhitespace }
        do {
            let token = try await server.desk.reader(showing: shown, context)
            // A region's token opens no page.
            if token.role == .region { throw ReadingRefusal.badToken }
        } catch let error as ReadingRefusal {
            let wrong =
                switch error {
                case .tokenExpired: "signin.expired"
                case .tokenRevoked: "signin.revoked"
                case .tooManyReads: "signin.too_many"
                default: "signin.wrong"
                }
            return try self.form(
                request, context, address: address, wrong: wrong,
                status: wrong == "signin.too_many" ? .tooManyRequests : .unauthorized)
        } catch Refusal.tooManyAttempts {
            return try self.form(
                request, context, address: address, wrong: "signin.too_many", status: .tooManyRequests)
        }
        guard let hash = ReaderSecret(shown)?.hash else { throw PageRefusal.failed }
        let session = PageSession(tokenHash: hash, begunAt: server.services.now())
        let isSecure = server.isSecure(request, context)
        return server.answer.seeOther(
            next,
            cookies: [
                PageCookie.session.header(
                    try server.seal.text(of: session), seconds: Int(PageSession.lifetime), isSecure: isSecure),
                PageCookie.visit.header("", seconds: 0, isSecure: isSecure),
            ])
    }

    /// Ends the session in this browser; the token stays good.
    func signOut(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            _ = try await FormValues(request, of: page, context, server.seal)
            let ended = PageCookie.session.header("", seconds: 0, isSecure: page.isSecure)
            return server.answer.seeOther("/sign-in", cookies: [ended])
        }
    }

    private static func visit(_ request: Request) -> Data? {
        guard let text = PageCookie.visit.value(in: request), text.utf8.count == 32 else { return nil }
        var bytes = Data()
        var rest = Substring(text)
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    private static func hexadecimal(_ data: Data) -> String {
        data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Where to go after signing in: a page of ours, and never another site's.
    static func safe(_ next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), !next.hasPrefix("/\\"), !next.hasPrefix("/sign-"),
            next.utf8.count <= 1_000, next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return next
    }
}
