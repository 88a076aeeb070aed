internal import CPostgres
internal import Store

/// Where a PostgreSQL database is: `postgresql://USER@HOST:PORT/NAME`, and all else that libpq reads in such a URL
/// (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING).
struct PostgresLocation: Sendable {
    let url: String
    /// For people: without user, password and options.
    let text: String

    /// - Throws: `StoreFailure.cannotOpen` for what is no such URL.
    init(url: String) throws {
        self.url = url
        text = try Self.text(of: url)
    }

    private static func text(of url: String) throws -> String {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = unsafe PQconninfoParse(url, &message) else {
            let reason = unsafe message.map { unsafe String(cString: $0) } ?? "no such address"
            unsafe PQfreemem(message)
            // libpq repeats the whole of it, and with it a password.
            throw StoreFailure.cannotOpen(
                location: "postgresql://…", reason: reason.contains(url) ? "it is no address that libpq reads" : reason)
        }
        defer { unsafe PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                unsafe values[String(cString: keyword)] = unsafe String(cString: value)
            }
            unsafe option += 1
        }
        let host = values["host"] ?? values["hostaddr"] ?? ""
        let port = values["port"].map { ":\($0)" } ?? ""
        return "postgresql://\(host)\(port)/\(values["dbname"] ?? "")"
    }

    /// Waits for the server, some seconds at most.
    /// - Returns: libpq's connection, to be finished by the caller; its status says whether it is one.
    func connect() -> OpaquePointer? {
        let settings: [(String, String)] = [
            ("dbname", url), ("client_encoding", "UTF8"), ("fallback_application_name", "parta"),
            // A server that is gone without a word: its host lost its current, or the network in between.
            ("connect_timeout", "5"), ("tcp_user_timeout", "15000"), ("keepalives_idle", "30"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ]
        let texts = settings.flatMap { [$0.0, $0.1] }.map { Array($0.utf8CString) }
        return unsafe withPointers(to: texts, []) { all in
            let keywords = unsafe stride(from: 0, to: all.count, by: 2).map { unsafe all[$0] } + [nil]
            let values = unsafe stride(from: 1, to: all.count, by: 2).map { unsafe all[$0] } + [nil]
            return unsafe PQconnectdbParams(keywords, values, 1)
        }
    }

    private func withPointers<Result>(
        to texts: [[CChar]], _ found: [UnsafePointer<CChar>?], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        guard unsafe found.count < texts.count else { return unsafe body(found) }
        return unsafe texts[found.count].withUnsafeBufferPointer {
            unsafe withPointers(to: texts, found + [$0.baseAddress], body)
        }
    }
}
