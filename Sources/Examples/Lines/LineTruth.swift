internal import FoundationEssentials
internal import Store

/// What a made-up line really gives, whatever its contract says.
struct LineTruth: Sendable {
    /// Why it gives what it gives; nobody who measures is told.
    enum Story: Sendable { case asAgreed, belowContract, sharedLoad, slowWiFi, outages, capped }

    var line: MadeLine
    var story: Story
    /// While nobody learns, in Mbps.
    var downloadMbps: Double
    var uploadMbps: Double
    /// What is left of it in lessons.
    var shareInLessons: Double
    /// Of how many slots the line is dead.
    var outageShare: Double
    var idleLatencyMs: Double
    /// What the school's Wi-Fi lets through; nil where it is no limit.
    var wifiMbps: Double?
    /// Of how many slots nobody tests.
    var skippedShare: Double

    /// How media differ: the speeds that are sold, and how long a packet is on its way.
    private struct Medium {
        var name: LineMedium
        var providers: [String]
        var contracts: [Double]
        var uploadShare: Double
        var latencyMs: ClosedRange<Double>
    }

    private static let fiber = Medium(
        name: .fiber, providers: ["Made-up Telecom", "Made-up Fibre"], contracts: [20, 50, 50, 100, 100, 200],
        uploadShare: 1, latencyMs: 4...25)
    private static let copper = Medium(
        name: .copper, providers: ["Made-up Telecom"], contracts: [4, 6, 8, 16], uploadShare: 0.125, latencyMs: 18...45
    )
    private static let wireless = Medium(
        name: .p2mpWireless, providers: ["Made-up Wireless"], contracts: [8, 10, 20, 30], uploadShare: 0.5,
        latencyMs: 10...40)
    private static let cellular = Medium(
        name: .cellular, providers: ["Made-up Mobile"], contracts: [10, 20, 30], uploadShare: 0.4, latencyMs: 28...80)
    private static let low = Medium(
        name: .leoSatellite, providers: ["Made-up Sky"], contracts: [50, 100, 150], uploadShare: 0.15,
        latencyMs: 35...70)
    private static let high = Medium(
        name: .geoSatellite, providers: ["Made-up Star"], contracts: [4, 8, 10], uploadShare: 0.2,
        latencyMs: 580...680)

    /// Weights so that some 58 % of all schools are on fiber: 4,663 of about 8,000 in 2025.
    private static func media(_ plan: SchoolPlan) -> [(Medium, weight: Double)] {
        if !plan.rural { return [(fiber, 95), (wireless, 3), (copper, 2)] }
        if plan.type == .small {
            return [(fiber, 30), (cellular, 26), (low, 18), (wireless, 12), (copper, 8), (high, 6)]
        }
        return [(fiber, 62), (wireless, 12), (cellular, 12), (low, 9), (copper, 5)]
    }

    private static let stories: [(Story, weight: Double)] = [
        (.asAgreed, 50), (.belowContract, 18), (.sharedLoad, 15), (.slowWiFi, 8), (.outages, 5), (.capped, 4),
    ]

    init(_ plan: SchoolPlan, number: Int, id: String, confirmed: MadeLine.Confirmation, _ draws: inout Draws) {
        // A second line is there for when the first fails.
        let medium = number == 0 ? draws.pick(Self.media(plan)) : draws.pick([(Self.cellular, 3), (Self.low, 2)])
        let contract = draws.pick(medium.contracts) * (plan.rural || number > 0 ? 1 : 2)
        story = number == 0 ? draws.pick(Self.stories) : .asAgreed
        let part =
            switch story {
            case .belowContract: draws.real(0.25, 0.75)
            case .capped: 0.5
            default: draws.real(0.93, 1.02)
            }
        downloadMbps = contract * part
        uploadMbps = max(0.5, contract * medium.uploadShare * part)
        shareInLessons = story == .sharedLoad ? draws.real(0.2, 0.55) : draws.real(0.85, 0.98)
        outageShare = story == .outages ? draws.real(0.08, 0.3) : draws.real(0, 0.02)
        idleLatencyMs = draws.real(medium.latencyMs.lowerBound, medium.latencyMs.upperBound)
        wifiMbps = story == .slowWiFi ? draws.real(4, 15) : nil
        skippedShare = draws.chance(0.08) ? draws.real(0.3, 0.45) : draws.real(0.03, 0.18)
        line = MadeLine(
            id: id, provider: draws.pick(medium.providers), medium: medium.name, contractedDownloadMbps: contract,
            contractedUploadMbps: (contract * medium.uploadShare * 10).rounded() / 10, gateway: draws.hex32(),
            confirmedAt: confirmed.at, heardAt: confirmed.heardAt)
    }
}

extension MadeLine {
    /// When a line's gateway was confirmed and last heard of.
    struct Confirmation {
        var at: Date
        var heardAt: Date
    }
}
