internal import HTTPTypes
internal import Hummingbird

/// A cookie of the pages: never readable by scripts, never sent from another site.
enum PageCookie: String {
    /// Who is signed in.
    case session = "parta_session"
    /// Of a browser that is not signed in: what its sign-in form proves itself by.
    case visit = "parta_visit"
    case language = "parta_lang"

    /// Its value in a request: the first one where several came.
    func value(in request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == rawValue { return String(parts[1]) }
            }
        }
        return nil
    }

    /// - Parameters:
    ///   - seconds: how long it stays; none takes it away.
    ///   - isSecure: whether the browser reached us by TLS, and so shall send it by nothing else.
    func header(_ value: String, seconds: Int, isSecure: Bool) -> String {
        "\(rawValue)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}
