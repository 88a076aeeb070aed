/// What a server's owner is asked before a test begins.
public struct TestRequest: Sendable, Equatable {
    public var direction: Direction
    /// `access_token` of the query, or what follows `Authorization: Bearer`.
    public var token: String?
    /// The client's address without its port. A school behind one address is many clients.
    public var clientAddress: String

    public init(direction: Direction, token: String? = nil, clientAddress: String) {
        self.direction = direction
        self.token = token
        self.clientAddress = clientAddress
    }
}

/// Whether a test may begin.
public enum TestPermission: Sendable, Equatable {
    /// The client is known; the server's limits per client still hold.
    case allowed(TestClient)
    /// Answered with 401: a token is missing, or is none of ours. The reason is one sentence for the client's log.
    case unauthorized(reason: String)
    /// Answered with 403: the client is known and may not.
    case forbidden(reason: String)
    /// Answered with 503 and Retry-After.
    case busy(retryAfterSeconds: Int)
}

/// Decides about one request; called once for each upgrade request that is in order, never for a bare connection.
///
/// It counts against the handshake's time limit.
public typealias TestAuthorization = @Sendable (TestRequest) async -> TestPermission

/// Who a server has come to know, and under what grant it comes.
public struct TestClient: Sendable, Equatable {
    /// By this its tests are counted: an agent's id.
    public var key: String
    public var grant: Grant?

    /// A right that wears out: a token's.
    public struct Grant: Sendable, Equatable {
        public var id: String
        /// How many tests it is good for in each direction.
        public var testsEachWay: Int
        /// For how long it can still be presented, which is how long its uses are remembered.
        public var secondsLeft: Int

        public init(id: String, testsEachWay: Int, secondsLeft: Int) {
            self.id = id
            self.testsEachWay = testsEachWay
            self.secondsLeft = secondsLeft
        }
    }

    public init(key: String, grant: Grant? = nil) {
        self.key = key
        self.grant = grant
    }
}
