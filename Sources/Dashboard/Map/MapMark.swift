internal import FoundationEssentials
public import Reports
public import Store

/// A school as the map and its filters need it.
public struct MapMark: Sendable, Equatable {
    public var place: PlaceRow
    public var lineClass: LineClass
    /// Of the line that it is classed by.
    public var verdict: LineVerdict
    public var meetsNorm: Bool?
    public var downloadMbps: Double?

    /// - Parameter lines: all of the school.
    public init(_ place: PlaceRow, lines: [LineRow]) {
        self.place = place
        lineClass = LineClass(lines)
        let best = lines.max { ($0.downloadMbps ?? -1) < ($1.downloadMbps ?? -1) }
        verdict = best?.diagnosis.verdict ?? .unknown
        downloadMbps = best?.downloadMbps
        let judged = lines.compactMap(\.norm.isMet)
        meetsNorm = judged.isEmpty ? nil : judged.contains(true)
    }

    /// Where it stands on a map: nil where the registry does not know, or says no place on Earth.
    public var point: (latitude: Double, longitude: Double)? {
        guard let latitude = place.latitude, let longitude = place.longitude, abs(latitude) <= 90, abs(longitude) <= 180
        else { return nil }
        return (latitude, longitude)
    }
}

/// Which schools the map shows: each condition that is set must hold.
public struct MapFilter: Sendable, Equatable {
    /// A path, or the name of one level alone.
    public var area: String?
    public var lineClass: LineClass?
    public var cause: LineVerdict?
    public var type: SchoolType?
    public var belowNorm: Bool
    /// Official ids; nil for all.
    public var schools: Set<String>?

    public init(
        area: String? = nil, lineClass: LineClass? = nil, cause: LineVerdict? = nil, type: SchoolType? = nil,
        belowNorm: Bool = false, schools: Set<String>? = nil
    ) {
        self.area = area
        self.lineClass = lineClass
        self.cause = cause
        self.type = type
        self.belowNorm = belowNorm
        self.schools = schools
    }

    public func passes(_ mark: MapMark) -> Bool {
        (lineClass == nil || lineClass == mark.lineClass) && (cause == nil || cause == mark.verdict)
            && (type == nil || type == mark.place.type) && (!belowNorm || mark.meetsNorm == false)
            && (schools?.contains(mark.place.school) ?? true)
            && (area.map { area in mark.place.area.selfAndAncestors.contains { $0.isNamed(area) } } ?? true)
    }
}
