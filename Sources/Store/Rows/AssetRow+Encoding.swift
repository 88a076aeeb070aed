extension AssetRow {
    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(inventoryNumber, forKey: .inventoryNumber)
        try values.encode(category, forKey: .category)
        try values.encode(room, forKey: .room)
        try values.encode(vendor, forKey: .vendor)
        try values.encode(model, forKey: .model)
        try values.encode(serial, forKey: .serial)
        try values.encode(purchasedOn, forKey: .purchasedOn)
        try values.encode(price, forKey: .price)
        try values.encode(currency, forKey: .currency)
        try values.encode(contract, forKey: .contract)
        try values.encode(funders, forKey: .funders)
        try values.encode(programme, forKey: .programme)
        try values.encode(state, forKey: .state)
        try values.encode(stateSince, forKey: .stateSince)
        try values.encode(stateDocument, forKey: .stateDocument)
        try values.encode(presence, forKey: .presence)
        try values.encode(lastSeen, forKey: .lastSeen)
        try values.encode(agent, forKey: .agent)
        try values.encode(seenInRoom, forKey: .seenInRoom)
        try values.encode(seenAgain, forKey: .seenAgain)
    }
}
