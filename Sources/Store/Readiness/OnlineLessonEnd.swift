public import Reports

/// One end of an online lesson: what stands at a school, and what its lines give.
public struct OnlineLessonEnd: Sendable, Equatable {
    /// What one of its lines gives; nil where it was not measured.
    public struct Line: Sendable, Equatable {
        public var downloadMbps: Double?
        public var uploadMbps: Double?
        public var latencyMs: Double?

        public init(downloadMbps: Double? = nil, uploadMbps: Double? = nil, latencyMs: Double? = nil) {
            self.downloadMbps = downloadMbps
            self.uploadMbps = uploadMbps
            self.latencyMs = latencyMs
        }
    }

    /// Whether a computer of it was heard lately: of others nothing is known.
    public var isHeard: Bool
    /// What presence verifies: seen on one of the last school days.
    public var categories: Set<Reports.Category>
    public var lines: [Line]
    public var thresholds: LineThresholds

    public init(
        isHeard: Bool, categories: Set<Reports.Category>, lines: [Line], thresholds: LineThresholds = .standard
    ) {
        self.isHeard = isHeard
        self.categories = categories
        self.lines = lines
        self.thresholds = thresholds
    }

    /// What serves as each of what a lesson needs. A camera stands for its microphone, as nearly all have one; a loudspeaker
    /// does not, because its category does not say whether it can hear.
    static let equipment: [(need: Need, categories: Set<Reports.Category>)] = [
        (.camera, [.camera, .documentCamera]),
        (.microphone, [.headset, .camera]),
        (.display, [.interactivePanel, .display, .projector]),
    ]

    /// The categories that readiness asks for.
    public static let categories = equipment.reduce(into: Set<Reports.Category>()) { $0.formUnion($1.categories) }

    enum Need: String, CaseIterable {
        case camera, microphone, display
        case download = "line_download"
        case upload = "line_upload"
        case latency = "line_latency"
        /// No computer was heard, so what stands there is not known.
        case computer = "computer_silent"
        /// No test says what the line gives.
        case line = "line_unknown"

        /// Whether it says that something is not known, rather than missing.
        var isDoubt: Bool { self == .computer || self == .line }
    }

    /// What is missing or not known, in the order of `Need`.
    var missing: [Need] {
        var missing = isHeard ? Self.equipment.filter { categories.isDisjoint(with: $0.categories) }.map(\.need) : []
        // A lesson needs only one line: the one that lacks least, and one that may be good enough before one that is not.
        func lack(_ needs: [Need]) -> Int { needs.contains(where: \.isDoubt) ? 1 : needs.count * 2 }
        let best = lines.map(lacks).min { lack($0) < lack($1) }
        missing += best ?? [.line]
        if !isHeard { missing.append(.computer) }
        return missing
    }

    private func lacks(_ line: Line) -> [Need] {
        guard let download = line.downloadMbps, let upload = line.uploadMbps, let latency = line.latencyMs else {
            return [.line]
        }
        var lacks: [Need] = []
        if download < thresholds.onlineDownloadMbps { lacks.append(.download) }
        if upload < thresholds.onlineUploadMbps { lacks.append(.upload) }
        if latency > thresholds.onlineLatencyMs { lacks.append(.latency) }
        return lacks
    }
}
