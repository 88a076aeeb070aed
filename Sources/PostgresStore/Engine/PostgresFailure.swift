internal import Relational

/// What the server or libpq says, as an error that holds for every engine.
enum PostgresFailure {
    /// By the server's code (https://www.postgresql.org/docs/15/errcodes-appendix.html).
    static func error(state: String, message: String) -> DatabaseError {
        DatabaseError(code(of: state), message: message)
    }

    private static func code(of state: String) -> DatabaseError.Code {
        switch state {
        case "53100": .diskFull
        case "58030": .diskFails
        case "57014": .slow
        case "53300": .tooManyConnections
        case "25006": .readOnly
        case "40001", "40P01", "53000", "53200", "55P03": .busy
        case "42501": .notPermitted
        case "3D000", "57P04": .cannotOpen
        case "57P01", "57P02", "57P03", "57P05", "25P03": .away
        default:
            if state.hasPrefix("08") {
                .away
            } else if state.hasPrefix("28") {
                .notPermitted
            } else if state.hasPrefix("XX001") || state.hasPrefix("XX002") {
                .damaged
            } else {
                .other
            }
        }
    }

    /// Of a connection that never was: libpq gives no code then, only the server's words, which are asked for in English.
    static func connecting(_ message: String) -> DatabaseError {
        let message = message.split(separator: "\n").joined(separator: "; ")
        let signs: [(String, DatabaseError.Code)] = [
            ("too many clients", .tooManyConnections), ("too many connections", .tooManyConnections),
            ("remaining connection slots", .tooManyConnections), ("authentication failed", .notPermitted),
            ("no pg_hba.conf entry", .notPermitted), ("no password supplied", .notPermitted),
            ("role \"", .notPermitted), ("permission denied for database", .notPermitted),
            ("database \"", .cannotOpen), ("invalid connection option", .cannotOpen),
            ("invalid URI", .cannotOpen), ("invalid port", .cannotOpen), ("missing \"=\"", .cannotOpen),
        ]
        let code = signs.first { message.contains($0.0) }?.1 ?? .away
        return DatabaseError(code, message: message)
    }
}
