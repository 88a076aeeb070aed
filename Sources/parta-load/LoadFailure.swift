internal import Presentation

/// Why no load was made, as a sentence.
enum LoadFailure: Error, Equatable, CustomStringConvertible {
    /// An address that is not of the form HOST:PORT, or without https.
    case badServer(String)
    /// Load is for the maker's own computer.
    case notLoopback(String)
    case badPin(String)
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case badAgents(path: String, line: Int, reason: String)
    case noAgents(path: String)
    case badCode(String, reason: String)
    case notEnrolled(agent: Int, reason: String)
    /// The server shows another key than the pin names.
    case otherServer(String)
    case unreachable(server: String, reason: String)
    case noProcess(Int)

    var description: String {
        switch self {
        case .badServer(let text):
            "\"\(text)\" is no server to load; give https://127.0.0.1:PORT or https://[::1]:PORT"
        case .notLoopback(let text):
            "will not load \(text): it is not this computer; parta-load speaks to 127.0.0.0/8, [::1] and localhost only"
        case .badPin(let text):
            "\"\(text)\" is no pin; give sha256/ and 43 characters, as `parta region` prints them"
        case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .badAgents(let path, let line, let reason):
            "\(path):\(line): \(reason); each line is a key, the next number and the digest of the devices"
        case .noAgents(let path):
            "\(path) names no agent; make some with `parta-load enroll` or `parta example country --keys`"
        case .badCode(let text, let reason): "\"\(text)\" is no enrolment code: \(reason)"
        case .notEnrolled(let agent, let reason): "agent \(agent) was not taken in: \(reason)"
        case .otherServer(let server):
            "\(server) shows another key than --pin names; ask the database that it serves with `parta region`"
        case .unreachable(let server, let reason): "\(server) is not reached: \(reason)"
        case .noProcess(let id): "there is no process \(id) to be read; give --server-pid the server's own"
        }
    }

    var exit: SystemExit {
        switch self {
        case .badServer, .badPin, .noProcess: .usage
        case .notLoopback: .noPermission
        case .cannotRead, .badAgents, .noAgents, .badCode, .notEnrolled: .badData
        case .cannotWrite: .cannotCreate
        case .otherServer, .unreachable: .unavailable
        }
    }
}
