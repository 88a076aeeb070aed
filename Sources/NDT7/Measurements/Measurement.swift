internal import FoundationEssentials

/// One measurement message: JSON in a WebSocket text message. Every key is optional, and unknown keys are skipped.
///
/// Source: the NDT7 specification's "Measurement message".
public struct Measurement: Codable, Sendable, Equatable {
    /// What the application counted.
    public struct AppInfo: Codable, Sendable, Equatable {
        public var numBytes: Int64?
        /// Microseconds.
        public var elapsedTime: Int64?

        public init(numBytes: Int64? = nil, elapsedTime: Int64? = nil) {
            self.numBytes = numBytes
            self.elapsedTime = elapsedTime
        }

        enum CodingKeys: String, CodingKey {
            case numBytes = "NumBytes"
            case elapsedTime = "ElapsedTime"
        }
    }

    /// The two endpoints as `address:port`, and names for the connection.
    public struct ConnectionInfo: Codable, Sendable, Equatable {
        public var client: String?
        public var server: String?
        public var uuid: String?
        /// RFC 3339.
        public var startTime: String?

        public init(client: String? = nil, server: String? = nil, uuid: String? = nil, startTime: String? = nil) {
            self.client = client
            self.server = server
            self.uuid = uuid
            self.startTime = startTime
        }

        enum CodingKeys: String, CodingKey {
            case client = "Client"
            case server = "Server"
            case uuid = "UUID"
            case startTime = "StartTime"
        }
    }

    /// What the BBR congestion control estimated.
    public struct BBRInfo: Codable, Sendable, Equatable {
        /// Bytes a second, as the kernel gives it.
        public var bandwidth: Int64?
        /// Microseconds.
        public var minRTT: Int64?
        public var pacingGain: Int64?
        public var cwndGain: Int64?
        /// Microseconds.
        public var elapsedTime: Int64?

        public init(
            bandwidth: Int64? = nil, minRTT: Int64? = nil, pacingGain: Int64? = nil, cwndGain: Int64? = nil,
            elapsedTime: Int64? = nil
        ) {
            self.bandwidth = bandwidth
            self.minRTT = minRTT
            self.pacingGain = pacingGain
            self.cwndGain = cwndGain
            self.elapsedTime = elapsedTime
        }

        enum CodingKeys: String, CodingKey {
            case bandwidth = "BW"
            case minRTT = "MinRTT"
            case pacingGain = "PacingGain"
            case cwndGain = "CwndGain"
            case elapsedTime = "ElapsedTime"
        }
    }

    public var appInfo: AppInfo?
    public var connectionInfo: ConnectionInfo?
    public var bbrInfo: BBRInfo?
    public var tcpInfo: TCPInfo?
    /// `client` or `server`.
    public var origin: String?
    /// `download` or `upload`.
    public var test: String?

    public init(
        appInfo: AppInfo? = nil, connectionInfo: ConnectionInfo? = nil, bbrInfo: BBRInfo? = nil,
        tcpInfo: TCPInfo? = nil, origin: String? = nil, test: String? = nil
    ) {
        self.appInfo = appInfo
        self.connectionInfo = connectionInfo
        self.bbrInfo = bbrInfo
        self.tcpInfo = tcpInfo
        self.origin = origin
        self.test = test
    }

    enum CodingKeys: String, CodingKey {
        case appInfo = "AppInfo"
        case connectionInfo = "ConnectionInfo"
        case bbrInfo = "BBRInfo"
        case tcpInfo = "TCPInfo"
        case origin = "Origin"
        case test = "Test"
    }

    /// - Throws: `DecodingError` when the text is no JSON object, or a known key holds another type.
    init(json: some Sequence<UInt8>) throws {
        self = try JSONDecoder().decode(Measurement.self, from: Data(json))
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
