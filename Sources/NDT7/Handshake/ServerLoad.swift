internal import NIOHTTP1

/// How busy a server was when a test began, as two headers of its answer.
struct ServerLoad: Sendable, Equatable {
    static let testsHeader = "Parta-Tests"
    static let limitHeader = "Parta-Tests-Limit"

    /// Tests that ran, this one among them.
    var tests: Int
    /// Tests that may run at once.
    var limit: Int

    init(tests: Int, limit: Int) {
        self.tests = tests
        self.limit = limit
    }

    /// - Returns: nil unless both headers are there once with a number that can be.
    init?(_ headers: HTTPHeaders) {
        guard let tests = headers[Self.testsHeader].only.flatMap({ Int($0) }),
            let limit = headers[Self.limitHeader].only.flatMap({ Int($0) }),
            (1...1_000_000).contains(limit), (0...limit).contains(tests)
        else { return nil }
        self.init(tests: tests, limit: limit)
    }

    func add(to headers: inout HTTPHeaders) {
        headers.add(name: Self.testsHeader, value: "\(tests)")
        headers.add(name: Self.limitHeader, value: "\(limit)")
    }
}
