internal import FoundationEssentials
internal import NDT7

/// What M-Lab's Locate service answers: servers near this computer, the nearest first.
///
/// Source: https://github.com/m-lab/locate/blob/main/USAGE.md (v2 `nearest`). Unknown fields and results without the
/// addresses of both directions are skipped.
struct LocateAnswer: Sendable, Equatable {
    /// Locate gives four at most; more is not its answer.
    static let resultLimit = 8

    /// With their tokens, in the order to try.
    let servers: [TestServer]

    /// - Returns: nil where this is no answer of Locate's.
    init?(json: Data) {
        guard let body = try? JSONDecoder().decode(Body.self, from: json), let results = body.results else {
            return nil
        }
        servers = results.prefix(Self.resultLimit).compactMap { $0.result?.server }
    }

    private struct Body: Decodable {
        var results: [Lenient]?
    }

    /// A result, or nothing where it is none.
    private struct Lenient: Decodable {
        var result: Result?

        init(from decoder: any Decoder) throws { result = try? Result(from: decoder) }
    }

    private struct Result: Decodable {
        var urls: [String: String]

        /// The query carries the token and is kept whole; both directions must be the same machine's.
        var server: TestServer? {
            guard let download = urls["wss:///ndt/v7/download"], let upload = urls["wss:///ndt/v7/upload"],
                download.utf8.count <= 4_096, let server = try? TestServer(url: download),
                let other = try? TestServer(url: upload), server == other, server.isSecure
            else { return nil }
            return server
        }
    }
}
