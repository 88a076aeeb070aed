/// A part of a saved plan as a row of its own, with the plan's number: one flat object.
public struct PlanPart<Part: Codable & Sendable & Equatable>: Sendable, Equatable, Codable {
    public var plan: Int
    public var part: Part

    public init(plan: Int, _ part: Part) {
        self.plan = plan
        self.part = part
    }

    private enum CodingKeys: String, CodingKey {
        case plan
    }

    public init(from decoder: any Decoder) throws {
        plan = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .plan)
        part = try Part(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try part.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(plan, forKey: .plan)
    }
}
