internal import Dashboard
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Store
internal import Synchronization

/// What every page goes through: who asks, in which language, and what becomes of a question that is not answered.
final class PagesServer: Sendable {
    /// How many pages are made at once; a reader waits no longer for one than for its turn, which never comes where many wait.
    static let pagesAtOnce = 8
    static let busySeconds = 3
    static let languageSeconds = 365 * 86_400

    let services: AggregatorServices
    let desk: ReaderDesk
    let pages: PagesConfiguration
    let seal: PageSession.Seal
    let memory: AnswerMemory
    let answer: PageAnswer
    private let isTLS: Bool
    private let making = Mutex(0)

    init(services: AggregatorServices, desk: ReaderDesk, pages: PagesConfiguration, isTLS: Bool) {
        self.services = services
        self.desk = desk
        self.pages = pages
        self.isTLS = isTLS
        seal = PageSession.Seal(key: services.region.pagesKey)
        memory = AnswerMemory(
            freshSeconds: pages.freshSeconds, staleSeconds: max(pages.freshSeconds, pages.freshSeconds * 10),
            now: services.now)
        answer = PageAnswer(tiles: pages.tiles)
    }

    /// A page, or a page that says why it is not shown.
    func page(
        _ request: Request, _ context: AggregatorContext,
        _ make: (PageContext) async throws -> Response
    ) async throws -> Response {
        let address = Address(request.uri.path, Address.values(of: request.uri.query ?? ""))
        let wording = Wording(pages.web.catalogue, language(request, address))
        var response: Response
        do {
            let reader = try await reader(request, context)
            response = try await oneOfFew {
                try await make(
                    PageContext(
                        reader: reader, wording: wording, address: address, now: services.now(),
                        isSecure: isSecure(request, context)))
            }
        } catch {
            response = try refused(error, request, context, wording: wording, address: address)
        }
        if address["lang"] == wording.language.rawValue {
            let cookie = PageCookie.language.header(
                wording.language.rawValue, seconds: Self.languageSeconds, isSecure: isSecure(request, context))
            response.headers.append(HTTPField(name: .setCookie, value: cookie))
        }
        return response
    }

    /// Whoever the session's token says, or everybody where pages are public.
    /// - Throws: `PageRefusal.signIn`, `.tooMany`, or the store's error.
    private func reader(_ request: Request, _ context: AggregatorContext) async throws -> PageReader {
        if let text = PageCookie.session.value(in: request), let session = seal.open(text, at: services.now()) {
            do {
                let token = try await desk.reader(known: session.tokenHash, context)
                return PageReader(
                    token: token, nonce: session.nonce, formToken: seal.formToken(for: session.nonce))
            } catch ReadingRefusal.badToken, ReadingRefusal.tokenExpired, ReadingRefusal.tokenRevoked {
                throw PageRefusal.signIn
            }
        }
        guard pages.isPublic else { throw PageRefusal.signIn }
        try desk.admit(context)
        return PageReader(token: nil, nonce: Data(), formToken: "")
    }

    private func oneOfFew(_ body: () async throws -> Response) async throws -> Response {
        try making.withLock { count in
            guard count < Self.pagesAtOnce else { throw PageRefusal.busy(retryAfterSeconds: Self.busySeconds) }
            count += 1
        }
        defer { making.withLock { $0 -= 1 } }
        return try await body()
    }

    /// From the address, the browser's last choice, its settings, in this order; English where none of them is ours.
    func language(_ request: Request, _ address: Address) -> Language {
        if let asked = address["lang"].flatMap(Language.init(rawValue:)) { return asked }
        if let chosen = PageCookie.language.value(in: request).flatMap(Language.init(rawValue:)) { return chosen }
        return AcceptedLanguages(request.headers[.acceptLanguage] ?? "").first ?? .en
    }

    /// By TLS to us, or to a proxy on this machine that says so.
    func isSecure(_ request: Request, _ context: AggregatorContext) -> Bool {
        guard !isTLS else { return true }
        let forwarded = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
        return CallerAddress(context.address).isLoopback && forwarded?.lowercased() == "https"
    }

    // MARK: What is not answered

    private func refused(
        _ error: any Error, _ request: Request, _ context: AggregatorContext, wording: Wording, address: Address
    ) throws -> Response {
        let refusal = Self.refusal(error)
        if refusal == .failed {
            context.logger.error("a page failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
        }
        if refusal == .signIn {
            let hadSession = PageCookie.session.value(in: request) != nil
            var signIn = Address("/sign-in", request.method == .get ? [("next", address.text)] : [])
            if hadSession { signIn.values.append(("why", "over")) }
            let ended = PageCookie.session.header("", seconds: 0, isSecure: isSecure(request, context))
            return answer.seeOther(signIn.text, cookies: hadSession ? [ended] : [])
        }
        let frame = PageFrame(
            wording, title: wording("problem.title"), isPublic: false, address: address.setting("lang", nil).text)
        let html = try frame.html(
            pages.web.templates, "problem",
            ["sentence": .text(wording(refusal.key, ["seconds": "\(refusal.retryAfterSeconds ?? 0)"]))])
        return answer.html(html, status: refusal.status, retryAfterSeconds: refusal.retryAfterSeconds)
    }

    /// The one that a reader can do something about; anything else failed here.
    static func refusal(_ error: any Error) -> PageRefusal {
        switch error {
        case let refusal as PageRefusal: refusal
        case ReadingRefusal.tooManyReads(let seconds): .tooMany(retryAfterSeconds: seconds)
        case ReadingRefusal.busy(let seconds), ReadingRefusal.workingOut(_, let seconds):
            .busy(retryAfterSeconds: seconds)
        case StoreFailure.figuresMissing: .busy(retryAfterSeconds: busySeconds)
        case let failure as StoreFailure where failure.outage != nil: .busy(retryAfterSeconds: busySeconds)
        case ReadingRefusal.noToken, ReadingRefusal.badToken, ReadingRefusal.tokenExpired,
            ReadingRefusal.tokenRevoked:
            .signIn
        case ReadingRefusal.roleTooLow: .roleTooLow
        case ReadingRefusal.unknownPlace: .notFound
        case ReadingRefusal.badParameter, is Refusal, is ClientHungUp: .badForm
        case StoreFailure.unknownSchool, StoreFailure.unknownArea, StoreFailure.unknownProgramme,
            StoreFailure.unknownIndicator, StoreFailure.unknownAgent, StoreFailure.ambiguousArea:
            .notFound
        default: .failed
        }
    }
}
