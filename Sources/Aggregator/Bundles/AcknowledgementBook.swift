public import FoundationEssentials
internal import Reports

/// What a region answers to the bundles of one import: one acknowledgement an agent.
public struct AcknowledgementBook: Sendable {
    struct Entry: Sendable {
        var school: String
        var ranges: [String: SequenceRanges] = [:]
        var refused: [RefusedNumber] = []
        var receipt: String?
        var rekey = false
    }

    private(set) var entries: [AgentID: Entry] = [:]

    public init() {}

    public var isEmpty: Bool { entries.isEmpty }
    public var count: Int { entries.count }

    mutating func add(_ entry: Entry, for agent: AgentID) {
        guard var known = entries[agent] else {
            entries[agent] = entry
            return
        }
        known.school = entry.school
        known.receipt = entry.receipt ?? known.receipt
        known.rekey = known.rekey || entry.rekey
        for (stream, ranges) in entry.ranges {
            for range in ranges.ranges { known.ranges[stream, default: SequenceRanges()].insert(range) }
        }
        known.refused += entry.refused.filter { !known.refused.contains($0) }
        entries[agent] = known
    }

    /// The file: signed envelopes, one a line, in the order of agents.
    /// - Parameters:
    ///   - settings: a school's newest settings, an envelope of kind `.settings`.
    ///   - trust: the newest statements on the region's servers.
    public func file(
        by region: RegionIdentity, now: Date, trust: [String] = [], settings: (String) async throws -> String?
    ) async throws -> Data {
        var file = Data()
        for (agent, entry) in entries.sorted(by: { $0.key.text < $1.key.text }) {
            let answer = Acknowledgement(
                agent: agent, serverTime: now,
                accepted: entry.ranges.sorted { $0.key < $1.key }
                    .map { AcceptedStream(stream: $0.key, ranges: $0.value) },
                refused: entry.refused, receipt: entry.receipt, storeEpoch: region.storeEpoch,
                rekey: entry.rekey ? true : nil, settings: try await settings(entry.school), trust: trust)
            let envelope = try Envelope.seal(answer, kind: .acknowledgement, with: region.signingKey)
            file.append(Data((envelope.text + "\n").utf8))
        }
        return file
    }
}
