public import Store

/// Indicators and their values as a table: `indicator, programme, school, period, value, target, source`, and what describes
/// the indicator: `name_kk, name_ru, name_en` (or `name`)`, unit, direction, rollup, counts_children`.
///
/// What describes an indicator stands in one row of it at least when it is new, and nowhere otherwise than there.
public enum IndicatorsCSV {
    /// A row: a value, what describes its indicator, or both.
    public struct Row: Sendable {
        public var value: IndicatorValue?
        public var indicator: Indicator?
    }

    static let columns = [
        "indicator", "programme", "school", "school_id_govt", "period", "value", "target", "source", "name", "name_kk",
        "name_ru", "name_en", "unit", "direction", "rollup", "counts_children",
    ]
    static let valueRange = 0.0...1e12

    /// - Throws: `ImportFailure`; then nothing is to be imported.
    public static func read(_ table: TableSource) throws -> TableContent<Row> {
        var first: [[String]: String] = [:]
        var described: [String: (indicator: Indicator, place: String)] = [:]
        return try table.content(
            missing: table.missing([["indicator"], ["school", "school_id_govt"], ["period"]]), known: Set(columns)
        ) { reader in
            guard let row = row(&reader) else { return nil }
            if let value = row.value {
                let key = [value.indicator, value.programme ?? "", value.school, value.period.description]
                if let place = first[key] { reader.fault("period", "this value stands on \(place) already") }
                first[key] = reader.place
            }
            if let indicator = row.indicator {
                if let known = described[indicator.id], known.indicator != indicator {
                    reader.fault("indicator", "is described otherwise on \(known.place)")
                }
                described[indicator.id] = described[indicator.id] ?? (indicator, reader.place)
            }
            return row
        }
    }

    /// A row without a school only describes its indicator.
    private static func row(_ reader: inout RowReader) -> Row? {
        guard let id = reader.requiredText(["indicator"]) else { return nil }
        let indicator = indicator(id, &reader)
        guard let school = reader.text(["school", "school_id_govt"]) else {
            if indicator == nil, reader.problems.isEmpty {
                reader.fault(reader.column(["school", "school_id_govt"]) ?? "school", "is empty")
            }
            return reader.problems.isEmpty ? Row(indicator: indicator) : nil
        }
        let text = reader.requiredText(["period"])
        let period = text.flatMap(ReportingPeriod.init)
        if let text, period == nil {
            reader.fault(
                "period",
                "\"\(CellText.excerpt(text))\" is no period such as 2026, 2026/27, 2026-Q3, 2026-09 or 2026-09-01")
        }
        let value = reader.number(["value"], in: valueRange, unit: "a value")
        let target = reader.number(["target"], in: valueRange, unit: "a value")
        if value == nil, target == nil, reader.problems.isEmpty {
            reader.fault(reader.column(["value", "target"]) ?? "indicator", "a value or a target is needed")
        }
        let programme = reader.text(["programme"])
        let source = reader.text(["source"])
        guard reader.problems.isEmpty, let period else { return nil }
        return Row(
            value: IndicatorValue(
                indicator: id, programme: programme, school: school, period: period, value: value, target: target,
                source: source), indicator: indicator)
    }

    private static func indicator(_ id: String, _ reader: inout RowReader) -> Indicator? {
        let names = reader.names()
        let unit = reader.text(["unit"])
        let direction = reader.word(["direction"], Indicator.Direction.allCases.map { ($0.rawValue, $0) })
        let rollup = reader.word(["rollup"], Indicator.Rollup.allCases.map { ($0.rawValue, $0) })
        let countsChildren = reader.yesNo(["counts_children"])
        guard unit != nil || !names.isEmpty else { return nil }
        guard let unit, !names.isEmpty else {
            reader.fault(
                reader.column([unit == nil ? "unit" : "name_en"]) ?? "indicator",
                "what describes an indicator is its unit and a name in one language")
            return nil
        }
        return Indicator(
            id: id, names: names, unit: unit, direction: direction ?? .up, rollup: rollup ?? .sum,
            countsChildren: countsChildren ?? false)
    }
}
