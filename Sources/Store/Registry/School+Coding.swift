internal import Reports

extension School: Codable {
    enum CodingKeys: String, CodingKey {
        case id, area, type, latitude, longitude, pupils, rural, grades, shifts, settlement, electricity
        case gigaID = "giga_id"
        case supportedBy = "supported_by"
        case managingBody = "managing_body"
        case settlementLevel = "settlement_level"
        case educationLevel = "education_level"
        case openedOn = "opened_on"
        case closedOn = "closed_on"
        case madeUp = "made_up"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try values.decode(String.self, forKey: .id),
            gigaID: try values.decodeIfPresent(String.self, forKey: .gigaID), names: try Names(from: decoder),
            area: try values.decode(AreaPath.self, forKey: .area),
            type: try values.decode(SchoolType.self, forKey: .type),
            supportedBy: try values.decodeIfPresent(String.self, forKey: .supportedBy),
            latitude: try values.decodeIfPresent(Double.self, forKey: .latitude),
            longitude: try values.decodeIfPresent(Double.self, forKey: .longitude),
            pupils: try values.decodeIfPresent(Int.self, forKey: .pupils),
            rural: try values.decodeIfPresent(Bool.self, forKey: .rural),
            grades: try values.decodeIfPresent(String.self, forKey: .grades),
            shifts: try values.decodeIfPresent(Int.self, forKey: .shifts),
            managingBody: try values.decodeIfPresent(String.self, forKey: .managingBody),
            settlement: try values.decodeIfPresent(String.self, forKey: .settlement),
            settlementLevel: try values.decodeIfPresent(SettlementLevel.self, forKey: .settlementLevel),
            electricity: try values.decodeIfPresent(Electricity.self, forKey: .electricity),
            educationLevel: try values.decodeIfPresent(String.self, forKey: .educationLevel),
            openedOn: try values.dayIfPresent(.openedOn), closedOn: try values.dayIfPresent(.closedOn),
            madeUp: try values.decode(Bool.self, forKey: .madeUp))
    }

    /// Every key always: what is not known is null. The names stand beside the other keys, as in an imported file.
    public func encode(to encoder: any Encoder) throws {
        try names.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(gigaID, forKey: .gigaID)
        try values.encode(area, forKey: .area)
        try values.encode(type, forKey: .type)
        try values.encode(supportedBy, forKey: .supportedBy)
        try values.encode(latitude, forKey: .latitude)
        try values.encode(longitude, forKey: .longitude)
        try values.encode(pupils, forKey: .pupils)
        try values.encode(rural, forKey: .rural)
        try values.encode(grades, forKey: .grades)
        try values.encode(shifts, forKey: .shifts)
        try values.encode(managingBody, forKey: .managingBody)
        try values.encode(settlement, forKey: .settlement)
        try values.encode(settlementLevel, forKey: .settlementLevel)
        try values.encode(electricity, forKey: .electricity)
        try values.encode(educationLevel, forKey: .educationLevel)
        try values.encode(openedOn?.description, forKey: .openedOn)
        try values.encode(closedOn?.description, forKey: .closedOn)
        try values.encode(madeUp, forKey: .madeUp)
    }
}

extension KeyedDecodingContainer {
    /// A day as `yyyy-mm-dd`.
    /// - Throws: `DecodingError` for anything else.
    func dayIfPresent(_ key: Key) throws -> CivilDate? {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let day = CivilDate(text) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "no day: yyyy-mm-dd")
        }
        return day
    }
}
