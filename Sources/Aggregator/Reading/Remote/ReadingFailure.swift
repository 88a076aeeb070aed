internal import Presentation

/// Why a server did not answer a question.
public enum ReadingFailure: Error, Equatable, CustomStringConvertible {
    case badServer(String, String)
    /// The token's text is none.
    case noToken
    /// The reading API has no parameter for what was asked.
    case notAskable(String)
    case unreachable(String, String)
    /// It showed another key, or a certificate that is not trusted.
    case untrusted(String, pinned: Bool)
    /// By the token: the server's own sentence.
    case notPermitted(String, String)
    /// The question: the server's own sentence.
    case refused(String, String)
    /// It wants to be asked later.
    case busy(String, String)
    case unreadable(String, String)

    public var description: String {
        switch self {
        case .badServer(let url, let flaw):
            "--server \(Self.cut(url)) \(flaw); give one such as https://parta.example:8443"
        case .noToken:
            "this is no token: give a file that holds the one line printed by `parta token new`, or - for standard input"
        case .notAskable(let what): "\(what) cannot be asked of a server; ask the database itself, without --server"
        case .unreachable(let url, let reason):
            "\(url) cannot be reached: \(Self.cut(reason)); check address and network"
        case .untrusted(let url, let pinned):
            pinned
                ? "\(url) shows another key than --pin says; compare it with `parta region show` there, and send it no token"
                : "\(url) shows a certificate that this computer does not trust; give --pin with what `parta region show` "
                    + "says there"
        case .notPermitted(let url, let message), .refused(let url, let message), .busy(let url, let message):
            "\(url) answers: \(Self.cut(message))"
        case .unreadable(let url, let reason):
            "\(url) answers with what this release does not read: \(Self.cut(reason))"
        }
    }

    private static func cut(_ text: String) -> String { text.count > 400 ? text.prefix(400) + "..." : text }
}
