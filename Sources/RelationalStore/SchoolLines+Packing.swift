internal import Foundation
internal import Reports
internal import Store

/// How the figures of a school's lines are kept: packed, because a country's question reads thousands of them.
extension SchoolLines {
    /// Grows with every change of what is packed or of how it is computed: what another release packed is computed anew.
    static let packing = 1

    var packed: [UInt8] {
        var writer = FigureWriter()
        writer.put(Self.packing)
        for number in [testsSummarised, silence.watched, silence.silent, lastAt, lines.count] { writer.put(number) }
        for line in lines {
            writer.put(line.line == nil ? 0 : 1)
            writer.put(line.line ?? "")
            line.history.pack(into: &writer)
        }
        return writer.bytes
    }

    /// - Returns: nil for what another release packed, or something else.
    init?(packed: Data) {
        do {
            var reader = FigureReader(packed)
            guard try reader.int() == Self.packing else { return nil }
            self.init(
                testsSummarised: try reader.int(),
                silence: SilentDays(watched: try reader.int(), silent: try reader.int()),
                lastAt: try reader.int())
            for _ in 0..<(try reader.count()) {
                let hasName = try reader.int() == 1
                let name = try reader.text()
                lines.append(Line(line: hasName ? name : nil, history: try LineHistory(from: &reader)))
            }
            guard reader.isAtEnd else { return nil }
        } catch {
            return nil
        }
    }
}

extension LineHistory {
    private static let groups: [any WritableKeyPath<LineHistory, Group> & Sendable] = [
        \.all, \.lessons, \.outside, \.wired, \.wifi, \.peers, \.mlab,
    ]
    private static let counts: [any WritableKeyPath<LineHistory, Int> & Sendable] = [
        \.tests, \.days, \.measured, \.measuredDays, \.testsInLessons, \.offlineInLessons, \.latencyTests,
        \.unknownHours,
        \.lessonsAtLeast.count, \.lessonsAtLeast.bounds, \.lessonsAtLeast.days,
    ]
    private static let figures: [any WritableKeyPath<LineHistory, Double?> & Sendable] = [
        \.uploadP20Mbps, \.downloadAtLeastMbps, \.uploadAtLeastMbps, \.lessonsAtLeast.lowMbps,
        \.lessonsAtLeast.highMbps,
        \.idleLatencyMs, \.loadedLatencyMs, \.gatewayIdleMs, \.gatewayLoadedMs,
    ]
    private static let slots: [any WritableKeyPath<SlotTally, Int> & Sendable] = [
        \.planned, \.run, \.ownTraffic, \.lessons, \.lessonsRun, \.hidden, \.answered, \.unsure,
    ]

    func pack(into writer: inout FigureWriter) {
        for path in Self.groups { self[keyPath: path].pack(into: &writer) }
        for path in Self.counts { writer.put(self[keyPath: path]) }
        for path in Self.figures { writer.put(self[keyPath: path]) }
        writer.put(lessonDownloads.count)
        for download in lessonDownloads { writer.put(download) }
        writer.put(testDays.count)
        for day in testDays {
            for number in [day.day, day.tests, day.schoolTests, day.lessonTests, day.lessonTestsAtLeast] {
                writer.put(number)
            }
        }
        for verdict in LineVerdict.allCases { writer.put(verdicts[verdict] ?? 0) }
        for word in LineTestStanding.LeftOut.allCases { writer.put(leftOut[word] ?? 0) }
        writer.put(until ?? .min)
        writer.put(last?.at.timeIntervalSince1970)
        if let last {
            writer.put(last.timeEstimated ? 1 : 0)
            writer.put(last.downloadMbps)
            writer.put(last.uploadMbps)
        }
        writer.put(plan == nil ? 0 : 1)
        if let plan { for path in Self.slots { writer.put(plan[keyPath: path]) } }
    }

    init(from reader: inout FigureReader) throws {
        self.init()
        for path in Self.groups { self[keyPath: path] = try Group(from: &reader) }
        for path in Self.counts { self[keyPath: path] = try reader.int() }
        for path in Self.figures { self[keyPath: path] = try reader.double() }
        for _ in 0..<(try reader.count()) {
            guard let download = try reader.double() else { throw FigureReader.Failure() }
            lessonDownloads.append(download)
        }
        for _ in 0..<(try reader.count()) {
            testDays.append(
                Day(
                    day: try reader.int(), tests: try reader.int(), schoolTests: try reader.int(),
                    lessonTests: try reader.int(), lessonTestsAtLeast: try reader.int()))
        }
        for verdict in LineVerdict.allCases {
            let count = try reader.int()
            if count > 0 { verdicts[verdict] = count }
        }
        for word in LineTestStanding.LeftOut.allCases {
            let count = try reader.int()
            if count > 0 { leftOut[word] = count }
        }
        let day = try reader.int()
        until = day == .min ? nil : day
        if let at = try reader.double() {
            last = Last(
                at: Date(timeIntervalSince1970: at), timeEstimated: try reader.int() == 1,
                downloadMbps: try reader.double(), uploadMbps: try reader.double())
        }
        guard try reader.int() == 1 else { return }
        var plan = SlotTally()
        for path in Self.slots { plan[keyPath: path] = try reader.int() }
        self.plan = plan
    }
}

extension LineHistory.Group {
    func pack(into writer: inout FigureWriter) {
        writer.put(count)
        writer.put(days)
        for figure in [
            downloadMbps, uploadMbps, downloadP20Mbps, downloadP80Mbps, downloadInterval?.lowerBound,
            downloadInterval?.upperBound,
        ] {
            writer.put(figure)
        }
    }

    init(from reader: inout FigureReader) throws {
        self.init()
        count = try reader.int()
        days = try reader.int()
        downloadMbps = try reader.double()
        uploadMbps = try reader.double()
        downloadP20Mbps = try reader.double()
        downloadP80Mbps = try reader.double()
        let (low, high) = (try reader.double(), try reader.double())
        if let low, let high, low <= high { downloadInterval = low...high }
    }
}
