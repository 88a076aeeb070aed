internal import Dashboard
internal import HTTPTypes
internal import Hummingbird

/// What a form of a page brings back.
struct FormValues: Sendable {
    static let limitBytes = 16_384

    private let values: [(name: String, value: String)]

    /// - Parameter body: as browsers send a form (application/x-www-form-urlencoded).
    init(_ body: String) {
        values = Address.values(of: body)
    }

    /// Of a signed-in reader, after it has proven that the form stood on a page made for this session.
    /// - Throws: `PageRefusal.signIn`, `.staleForm`, `Refusal`.
    init(_ request: Request, of page: PageContext, _ context: AggregatorContext, _ seal: PageSession.Seal) async throws
    {
        guard page.reader.token != nil else { throw PageRefusal.signIn }
        let body = try await request.text(limitBytes: Self.limitBytes, within: .seconds(20), context)
        self.init(body)
        guard SameSite.allows(request), seal.isFormToken(self["form_token"] ?? "", for: page.reader.nonce) else {
            throw PageRefusal.staleForm
        }
    }

    /// The first value of a name; nil for an empty one.
    subscript(name: String) -> String? {
        values.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }
}

/// Whether a request comes from a page of this very server, as far as the browser tells.
enum SameSite {
    static func allows(_ request: Request) -> Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin], origin != "null" else {
            // A browser that says neither is old; the form's own proof then has to do.
            return request.headers[.origin] == nil
        }
        let host = origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
        return host != nil && host == request.head.authority
    }
}
