internal import FoundationEssentials
internal import LineTesting
internal import NDT7
internal import Reports

/// What a surveyor looks through and measures with: the computer's own, or a test's.
struct LineInstruments: Sendable {
    /// Where the computer stands, found without sending a packet.
    struct Place: Sendable {
        /// The default gateway's hash; nil without one, or while the kernel has not met it.
        var gateway: String?
        /// Its address, for probes beside a test; nil without one.
        var gatewayAddress: String?
        /// This computer's own address on that network.
        var ownAddress: String?
        /// As far as no question tells it: without what NetworkManager and the radio say.
        var link = LineLink()
        /// Whether there is a way to the world at all.
        var hasRoute = false

        /// Why a slot passes here, where there is no gateway to know the school by.
        var withoutGateway: SlotRecord.Reason { hasRoute || gatewayAddress != nil ? .unknownGateway : .noNetwork }
    }

    /// One measurement to be made.
    struct Order: Sendable {
        var id: String
        var server: TestServer
        var place: Place
        /// Ten seconds each way, or stopped as soon as the rate is known.
        var full: Bool
        /// Payload bytes of both directions that must not be passed.
        var byteCap: Int
        /// Latency only: no load is made.
        var latencyOnly = false
        /// Whether the server is the region's own, known by its key.
        var isRegional = true
    }

    /// Cheap enough to be asked before every measurement.
    var look: @Sendable (RegionHash) async -> Place
    /// All that can be found out of the link, within a second; asked once a slot.
    var link: @Sendable (Place) async -> LineLink = { $0.link }
    /// What the computer itself moves, both directions together; nil where it cannot be said.
    var ownTrafficMbps: @Sendable () async -> Double?
    /// What went wrong is in the test. Ends early when its task is cancelled.
    var measure: @Sendable (Order) async -> LineTest
    /// Names, portal and learning platforms.
    var lookAround: @Sendable () async -> Surroundings = { Surroundings() }
    /// Which of M-Lab's servers are near.
    var locate: @Sendable () async -> LocateClient.Outcome
    /// Opens a listener for another computer of the school.
    var listen: @Sendable (_ address: String, _ token: String, _ seconds: Int) async throws -> any LANListening
    /// Waits so many seconds; false when the program ends.
    var pause: @Sendable (Double) async -> Bool
    /// A random number from 0 to 1.
    var draw: @Sendable () -> Double

    struct Surroundings: Sendable {
        var names: NameAndPortal?
        var platforms: [PlatformReach]?
    }
}

/// A listener for the LAN question, open until it is closed.
protocol LANListening: Sendable {
    /// `HOST:PORT`.
    var address: String { get }
    /// Waits until both directions were tested, or so many seconds; false when the program ends.
    func used(within seconds: Double) async -> Bool
    func close() async
}
