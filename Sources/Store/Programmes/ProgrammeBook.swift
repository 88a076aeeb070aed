/// What a question about programmes is answered from: who takes part, what was delivered, what is there.
public struct ProgrammeBook: Sendable {
    /// Those asked for, each with the schools of the answer that take part.
    public var programmes: [Programme]
    public var schools: [String: SchoolPlace]
    /// To these schools, of all programmes: they compete for what is there.
    public var deliveries: [Delivery]
    /// Of other schools: what became of what was delivered to them.
    public var figures: [ProgrammeFigure] = []
    /// At these schools.
    public var devices: [DeviceUse]
    /// Of these schools: how many there are now, as presence counts them.
    public var presence: [String: SchoolPresence]
    public var milestones: [Milestone]
    public var language: Language

    public init(
        programmes: [Programme], schools: [SchoolPlace], deliveries: [Delivery] = [], devices: [DeviceUse] = [],
        presence: [String: SchoolPresence] = [:], milestones: [Milestone] = [], language: Language = .en
    ) {
        self.programmes = programmes
        self.schools = Dictionary(schools.map { ($0.id, $0) }) { first, _ in first }
        self.deliveries = deliveries
        self.devices = devices
        self.presence = presence
        self.milestones = milestones
        self.language = language
    }

    /// What a row stands for; the parts that the grouping leaves open are nil.
    struct Place: Hashable {
        var programme: String?
        var funder: String?
        var area: String?
        var school: String?

        /// By text, what is nil first.
        var order: [String] { [funder ?? "", programme ?? "", area ?? "", school ?? ""] }
    }

    /// Nil where the school lies in no such area.
    func place(of programme: Programme, at school: SchoolPlace?, by grouping: ProgrammeGrouping) -> Place? {
        switch grouping {
        case .programme: return Place(programme: programme.id, funder: programme.funder)
        case .funder: return Place(funder: programme.funder)
        case .school:
            return school.map { Place(programme: programme.id, funder: programme.funder, school: $0.id) }
        case .district, .region, .country:
            return school.flatMap { grouping.group(of: $0.area) }.map {
                Place(programme: programme.id, funder: programme.funder, area: $0.text)
            }
        }
    }

    /// Programmes by their schools' places: who takes part where.
    func members(by grouping: ProgrammeGrouping) -> [Place: Set<String>] {
        var members: [Place: Set<String>] = [:]
        for programme in programmes {
            if let place = place(of: programme, at: nil, by: grouping) { members[place] = members[place] ?? [] }
            for id in programme.schools {
                guard let school = schools[id], let place = place(of: programme, at: school, by: grouping) else {
                    continue
                }
                members[place, default: []].insert(id)
            }
        }
        return members
    }

    func name(of programme: String?) -> String? {
        programmes.first { $0.id == programme }?.names.preferred(language)
    }
}
