internal import NIOCore

/// A worker's connection, opened when it is needed.
struct LoadLine {
    let dialer: Dialer
    let tally: LoadTally
    private var connection: LoadConnection?

    init(dialer: Dialer, tally: LoadTally) {
        self.dialer = dialer
        self.tally = tally
    }

    mutating func post(_ path: String, _ body: ByteBuffer) async throws -> HTTPAnswer {
        if let connection, connection.channel.isActive { return try await connection.post(path, body) }
        let opened = try await dialer.connect()
        tally.note { $0.connections += 1 }
        connection = opened
        return try await opened.post(path, body)
    }

    mutating func close() {
        connection?.close()
        connection = nil
    }
}
