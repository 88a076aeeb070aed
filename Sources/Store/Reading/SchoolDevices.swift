internal import FoundationEssentials
internal import Reports

/// The devices of one school out of what its computers saw: a device that moved between them counts once.
///
/// A row says where the device was seen last. Two computers prove that a "serial" is no serial when both hold it now, both
/// are live, and on some day they saw it attached for longer, taken together, than the time between the day's first and
/// last sighting at either: one thing cannot be at two places. A tablet carried to and fro never adds up to that. Then each
/// of these computers has a row of its own, marked `serial_doubtful`.
public enum SchoolDevices {
    /// By how much the minutes must exceed the time there was: clocks of two PCs disagree by minutes.
    static let toleranceMinutes = 10

    /// - Parameters:
    ///   - sightings: of one school, at most one per device and computer.
    ///   - spans: a device's days at all computers; asked only for devices that several saw.
    /// - Returns: in the order of category, agent and device.
    public static func rows(
        of sightings: [DeviceSighting], spans: (_ device: String) throws -> [DeviceSpan]
    ) rethrows -> [DeviceRow] {
        try Dictionary(grouping: sightings, by: \.row.id).flatMap { id, group in
            group.count == 1 ? [group[0].row] : rows(of: group, spans: try spans(id))
        }.sorted { ($0.category.rawValue, $0.agent.text, $0.id) < ($1.category.rawValue, $1.agent.text, $1.id) }
    }

    private static func rows(of group: [DeviceSighting], spans: [DeviceSpan]) -> [DeviceRow] {
        let latestFirst = group.map(\.row).sorted {
            ($0.lastSeen, $0.attached ? 1 : 0, $1.agent.text) > ($1.lastSeen, $1.attached ? 1 : 0, $0.agent.text)
        }
        let holders = Set(group.filter { $0.row.attached && $0.isLive }.map(\.row.agent))
        let doubtful = Set(
            holders.filter { one in holders.contains { $0 != one && provesTwo(one, $0, spans) } })
        guard !doubtful.isEmpty else { return [merged(latestFirst, spans)] }
        // What other computers saw may be any of these: it stays with the latest.
        let separate = latestFirst.filter { doubtful.contains($0.agent) }
        let others = latestFirst.filter { !doubtful.contains($0.agent) }
        return separate.enumerated().map { index, row in
            var row = index == 0 ? merged([row] + others, spans) : row
            row.serialDoubtful = true
            return row
        }
    }

    /// One row for all: the first one's words, everybody's sightings.
    private static func merged(_ rows: [DeviceRow], _ spans: [DeviceSpan]) -> DeviceRow {
        let agents = Set(rows.map(\.agent))
        var merged = rows[0]
        for row in rows.dropFirst() {
            merged.attached = merged.attached || row.attached
            merged.firstSeen = min(merged.firstSeen, row.firstSeen)
            merged.lastSeen = max(merged.lastSeen, row.lastSeen)
            merged.minutes += row.minutes
        }
        merged.daysSeen = Set(spans.filter { agents.contains($0.agent) }.map(\.day)).count
        merged.computers = rows.count
        return merged
    }

    /// Whether on some day two computers saw the device for longer than one device could have been there.
    private static func provesTwo(_ one: AgentID, _ other: AgentID, _ spans: [DeviceSpan]) -> Bool {
        let others = Dictionary(grouping: spans.filter { $0.agent == other }, by: \.day)
        return spans.contains { span in
            span.agent == one
                && (others[span.day] ?? []).contains { second in
                    let seconds = max(span.last, second.last).timeIntervalSince(min(span.first, second.first))
                    return Double(span.minutes + second.minutes - toleranceMinutes) > seconds / 60
                }
        }
    }
}
