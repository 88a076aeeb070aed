internal import FoundationEssentials
internal import Store

/// Who looks at a page, and what may be shown: every read of the store takes its scope and its suppression from here.
struct PageReader: Sendable {
    /// Nil for everybody, where pages are public.
    var token: ReaderToken?
    var nonce: Data
    var formToken: String

    var scope: Scope { token?.scope ?? .everything }
    var suppression: Suppression? { token.map(\.suppression) ?? .publicPages }
    var isPublic: Bool { token == nil }

    /// Whether a list may be opened: without a token only what tells of no PC, no serial, no single room and no programme, since
    /// which of these are nobody else's business is not written down anywhere.
    func opens(_ endpoint: ReadingEndpoint) -> Bool {
        guard let token else { return Self.publicLists.contains(endpoint) }
        return token.role.allows(endpoint.role)
    }

    static let publicLists: Set<ReadingEndpoint> = [
        .schools, .places, .coverage, .stock, .lines,
    ]

    /// As which answers are kept for a while: readers of one kind share them.
    var key: String { "\(scope) \(suppression?.threshold ?? 0) \(isPublic)" }
}
