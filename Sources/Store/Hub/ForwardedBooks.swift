public import Reports

/// A programme as a region describes it to a hub.
public struct ForwardedProgramme: Codable, Sendable, Equatable {
    public var id: String
    public var names: Names
    public var funder: String?
    public var startsOn: String?
    public var endsOn: String?
    public var sensitive: Bool

    /// - Parameter programme: its schools are told with each school.
    public init(_ programme: Programme) {
        id = programme.id
        names = programme.names
        funder = programme.funder
        startsOn = programme.startsOn
        endsOn = programme.endsOn
        sensitive = programme.sensitive ?? false
    }

    public var programme: Programme {
        Programme(id: id, names: names, funder: funder, startsOn: startsOn, endsOn: endsOn, sensitive: sensitive)
    }

    enum CodingKeys: String, CodingKey {
        case id, names, funder, sensitive
        case startsOn = "starts_on"
        case endsOn = "ends_on"
    }
}

/// An indicator as a region describes it to a hub.
public struct ForwardedIndicator: Codable, Sendable, Equatable {
    public var id: String
    public var names: Names
    public var unit: String
    public var direction: Indicator.Direction
    public var rollup: Indicator.Rollup
    public var countsChildren: Bool

    public init(_ indicator: Indicator) {
        id = indicator.id
        names = indicator.names
        unit = indicator.unit
        direction = indicator.direction
        rollup = indicator.rollup
        countsChildren = indicator.countsChildren
    }

    public var indicator: Indicator {
        Indicator(
            id: id, names: names, unit: unit, direction: direction, rollup: rollup, countsChildren: countsChildren)
    }

    enum CodingKeys: String, CodingKey {
        case id, names, unit, direction, rollup
        case countsChildren = "counts_children"
    }
}

/// What an indicator came to at the school it is told with.
public struct ForwardedValue: Codable, Sendable, Equatable {
    public var indicator: String
    public var programme: String?
    public var period: String
    /// Left out where it would tell of few children.
    public var value: Double?
    public var target: Double?

    public init(indicator: String, programme: String?, period: String, value: Double?, target: Double?) {
        self.indicator = indicator
        self.programme = programme
        self.period = period
        self.value = value
        self.target = target
    }
}

/// `Milestone` at the school it is told with, without its document.
public struct ForwardedMilestone: Codable, Sendable, Equatable {
    public var programme: String
    public var stage: MilestoneStage
    public var day: String
    public var cost: Double?
    public var currency: String?

    public init(programme: String, stage: MilestoneStage, day: String, cost: Double?, currency: String?) {
        self.programme = programme
        self.stage = stage
        self.day = day
        self.cost = cost
        self.currency = currency
    }
}

/// A computer whose envelopes a region hands on: by which key they are verified, and where the region has assigned it.
public struct ForwardedAgent: Codable, Sendable, Equatable {
    public var publicKey: VerifyingKey
    public var school: String
    public var room: String?

    public init(publicKey: VerifyingKey, school: String, room: String?) {
        self.publicKey = publicKey
        self.school = school
        self.room = room
    }

    enum CodingKeys: String, CodingKey {
        case school, room
        case publicKey = "public_key"
    }
}
