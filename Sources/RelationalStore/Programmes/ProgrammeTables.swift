internal import Relational
internal import Reports
internal import Store

/// The tables of programmes, as imports write them.
enum ProgrammeTables {
    static let programme = RecordTable(
        name: "programme", key: ["id"], values: ["name_kk", "name_ru", "name_en", "funder", "starts_on", "ends_on"])
    static let piece = RecordTable(
        name: "delivery", key: ["serial_hash", "programme_id"],
        values: ["school_id", "day", "category", "model", "count", "document"])
    /// A lot has no serial: its key says so, or a piece of the same day would be taken for it.
    static let lot = RecordTable(
        name: "delivery",
        key: ["school_id", "programme_id", "day", "category", "model", "document", "serial_hash"], values: ["count"])
    static let indicator = RecordTable(
        name: "indicator", key: ["id"],
        values: ["name_kk", "name_ru", "name_en", "unit", "direction", "rollup", "counts_children"])
    static let value = RecordTable(
        name: "indicator_value", key: ["school_id", "indicator_id", "period", "programme_id"],
        values: ["value", "target", "source"])
    static let milestone = RecordTable(
        name: "milestone", key: ["programme_id", "school_id", "stage"], values: ["day", "cost", "currency", "document"])

    static func record(_ programme: Programme) -> RecordTable.Record {
        RecordTable.Record(
            word: programme.id, key: [programme.id],
            values: [
                programme.names.kk, programme.names.ru, programme.names.en, programme.funder, programme.startsOn,
                programme.endsOn,
            ])
    }

    static func record(_ delivery: Delivery) -> RecordTable.Record {
        let word = [
            delivery.programme, delivery.school, delivery.day, delivery.category.rawValue, delivery.model,
            delivery.document,
        ].compactMap(\.self).joined(separator: " ")
        if let hash = delivery.serialHash {
            // A hash means nothing to a reader: the lists are told apart by where and what.
            return RecordTable.Record(
                word: word, key: [hash, delivery.programme],
                values: [
                    delivery.school, delivery.day, delivery.category.rawValue, delivery.model, delivery.count,
                    delivery.document,
                ])
        }
        return RecordTable.Record(
            word: word,
            key: [
                delivery.school, delivery.programme, delivery.day, delivery.category.rawValue, delivery.model,
                delivery.document, String?.none,
            ], values: [delivery.count])
    }

    static func record(_ indicator: Indicator) -> RecordTable.Record {
        RecordTable.Record(
            word: indicator.id, key: [indicator.id],
            values: [
                indicator.names.kk, indicator.names.ru, indicator.names.en, indicator.unit,
                indicator.direction.rawValue, indicator.rollup.rawValue, indicator.countsChildren,
            ])
    }

    static func record(_ value: IndicatorValue) -> RecordTable.Record {
        RecordTable.Record(
            word: [value.indicator, value.programme, value.school, value.period.description].compactMap(\.self)
                .joined(separator: " "),
            key: [value.school, value.indicator, value.period.description, value.programme],
            values: [value.value, value.target, value.source])
    }

    static func record(_ milestone: Milestone) -> RecordTable.Record {
        RecordTable.Record(
            word: "\(milestone.programme) \(milestone.school) \(milestone.stage.rawValue)",
            key: [milestone.programme, milestone.school, milestone.stage.rawValue],
            values: [milestone.day, milestone.cost, milestone.currency, milestone.document])
    }
}
