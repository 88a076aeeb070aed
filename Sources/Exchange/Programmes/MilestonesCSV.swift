internal import Reports
public import Store

/// Milestones as a table: `programme, school, stage, day, cost, currency, document`.
public enum MilestonesCSV {
    static let columns = ["programme", "school", "school_id_govt", "stage", "day", "cost", "currency", "document"]
    /// In whatever currency, for one school.
    static let costRange = 0.0...1e12

    /// - Throws: `ImportFailure`; then nothing is to be imported.
    public static func read(_ table: TableSource) throws -> TableContent<Milestone> {
        var first: [[String]: String] = [:]
        return try table.content(
            missing: table.missing([["programme"], ["school", "school_id_govt"], ["stage"], ["day"]]),
            known: Set(columns)
        ) { reader in
            guard let milestone = milestone(&reader) else { return nil }
            let key = [milestone.programme, milestone.school, milestone.stage.rawValue]
            if let place = first[key] { reader.fault("stage", "this school's stage stands on \(place) already") }
            first[key] = reader.place
            return milestone
        }
    }

    private static func milestone(_ reader: inout RowReader) -> Milestone? {
        let programme = reader.requiredText(["programme"])
        let school = reader.requiredText(["school", "school_id_govt"])
        let stage = reader.word(["stage"], MilestoneStage.allCases.map { ($0.rawValue, $0) })
        if stage == nil, reader.problems.isEmpty { reader.fault("stage", "is empty") }
        let day = reader.requiredDay(["day"])
        let cost = reader.number(["cost"], in: costRange, unit: "money")
        let currency = reader.text(["currency"])?.uppercased()
        let document = reader.text(["document"])
        if cost != nil, currency == nil {
            reader.fault(reader.column(["currency"]) ?? "cost", "a cost needs a currency such as KZT")
        }
        if let currency, currency.utf8.count != 3 || !currency.utf8.allSatisfy({ (65...90).contains($0) }) {
            reader.fault("currency", "\"\(CellText.excerpt(currency))\" is no currency of three letters such as KZT")
        }
        guard reader.problems.isEmpty, let programme, let school, let stage, let day else { return nil }
        return Milestone(
            programme: programme, school: school, stage: stage, day: day.description, cost: cost,
            currency: cost == nil ? nil : currency, document: document)
    }
}
