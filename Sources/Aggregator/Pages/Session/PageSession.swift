internal import Crypto
internal import FoundationEssentials
internal import Reports

/// Who is signed in, as the browser carries it: sealed by the region's key, so that nobody can read or make one.
///
/// It holds the hash of the token and not the token. Whether that is still good is asked of the store at every request, so a
/// token that is revoked or runs out ends all its sessions at once; no list of sessions is kept anywhere.
struct PageSession: Codable, Equatable, Sendable {
    /// For how long a session lasts, in seconds: a working day.
    static let lifetime: TimeInterval = 12 * 3_600

    var tokenHash: Data
    var begunAt: Date
    /// Of this session alone: what its forms prove themselves by is made from it.
    var nonce: Data

    init(tokenHash: Data, begunAt: Date, nonce: Data = PageSession.freshNonce()) {
        self.tokenHash = tokenHash
        self.begunAt = begunAt
        self.nonce = nonce
    }

    static func freshNonce() -> Data {
        Data(randomBytes: 16)
    }

    /// Seals and opens sessions, and makes what proves a form.
    struct Seal: Sendable {
        private let sealing: SymmetricKey
        private let forms: SymmetricKey

        /// - Parameter key: the region's, of 32 bytes; each use has a key of its own derived from it (RFC 5869).
        init(key: Data) {
            func derived(_ use: String) -> SymmetricKey {
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: SymmetricKey(data: key), info: Data("parta pages \(use)".utf8),
                    outputByteCount: 32)
            }
            sealing = derived("session")
            forms = derived("form")
        }

        func text(of session: PageSession) throws -> String {
            let sealed = try AES.GCM.seal(ReportCoder.encode(session), using: sealing)
            // With a nonce of the standard length there always is a combined form.
            return Base64URL.encode(sealed.combined ?? Data())
        }

        /// - Returns: nil for what this region has not sealed, or what has run out.
        func open(_ text: String, at now: Date) -> PageSession? {
            guard let data = Base64URL.decode(text), let box = try? AES.GCM.SealedBox(combined: data),
                let plain = try? AES.GCM.open(box, using: sealing),
                let session = try? ReportCoder.decode(PageSession.self, from: plain)
            else { return nil }
            let age = now.timeIntervalSince(session.begunAt)
            // A clock may go back a little between two requests, and no session is from the future.
            return (-300..<PageSession.lifetime).contains(age) ? session : nil
        }

        /// What a form brings back to prove that the page it stands on was made for this very browser.
        func formToken(for nonce: Data) -> String {
            Base64URL.encode(Data(HMAC<SHA256>.authenticationCode(for: nonce, using: forms)))
        }

        func isFormToken(_ text: String, for nonce: Data) -> Bool {
            guard let code = Base64URL.decode(text) else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: nonce, using: forms)
        }
    }
}
