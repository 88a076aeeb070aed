internal import ArgumentParser
internal import Foundation
internal import NDT7
internal import Reports

/// Who may test against this server.
enum LineTestAccess: String, CaseIterable, ExpressibleByArgument {
    /// Who holds a lease, or a guest's token.
    case enrolled
    /// Everybody who reaches it.
    case open

    /// What the server asks before each test; nil where it asks nothing.
    func authorization(by key: LineTestTokenKey) -> TestAuthorization? {
        guard self == .enrolled else { return nil }
        return { request in
            guard let text = request.token else {
                return .unauthorized(reason: "a line test here needs a lease's token, or a guest's from the region")
            }
            let now = Date()
            let token: LineTestToken
            do throws(LineTestToken.Failure) {
                token = try key.open(text, at: now)
            } catch {
                return .unauthorized(reason: error.description)
            }
            guard token.directions.contains(request.direction == .download ? .download : .upload) else {
                return .forbidden(reason: "this token is not good for the \(request.direction.rawValue)")
            }
            // Two computers of a pair test under one lease: each has its own tests.
            let grant = TestClient.Grant(
                id: "\(token.lease) \(token.holder)", testsEachWay: token.uses,
                secondsLeft: max(1, Int(token.expires.timeIntervalSince(now).rounded(.up))))
            return .allowed(TestClient(key: token.holder, grant: grant))
        }
    }

    /// What an agent is handed with its lease; nothing where nothing is asked.
    func token(by key: LineTestTokenKey, lease: String, agent: AgentID, seconds: Int) -> String {
        guard self == .enrolled else { return "" }
        return key.seal(
            LineTestToken(lease: lease, agent: agent, expires: Date(timeIntervalSinceNow: TimeInterval(seconds))))
    }
}
