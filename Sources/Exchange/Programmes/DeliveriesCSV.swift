internal import Reports
public import Store

/// Delivery lists as a table: `programme, school, day, category, model, count, serial, document`.
///
/// A row is a lot (`count`) or, with a serial, one piece. Serials are hashed as they are read and go no further.
public enum DeliveriesCSV {
    /// More of one thing at one school is a slip.
    static let countLimit = 10_000
    static let columns = ["programme", "school", "day", "category", "model", "count", "serial", "document"]

    /// - Parameter hash: the region's.
    /// - Throws: `ImportFailure`; then nothing is to be imported.
    public static func read(_ table: TableSource, hash: SerialHash) throws -> TableContent<Delivery> {
        var first: [[String]: String] = [:]
        return try table.content(
            missing: table.missing([["programme"], ["school", "school_id_govt"], ["day"], ["category"]]),
            known: Set(columns + ["school_id_govt"])
        ) { reader in
            guard let delivery = delivery(&reader, hash) else { return nil }
            if let place = first[delivery.key] {
                let fault =
                    delivery.serialHash == nil
                    ? "the same lot stands on \(place); put the two counts together, or name their documents"
                    : "this serial stands on \(place) already"
                reader.fault(delivery.serialHash == nil ? "category" : "serial", fault)
            }
            first[delivery.key] = reader.place
            return delivery
        }
    }

    private static func delivery(_ reader: inout RowReader, _ hash: SerialHash) -> Delivery? {
        let programme = reader.requiredText(["programme"])
        let school = reader.requiredText(["school", "school_id_govt"])
        let day = reader.requiredDay(["day"])
        let category = reader.requiredCategory(["category"])
        let model = reader.text(["model"])
        let count = reader.count(["count"], upTo: countLimit)
        let serial = reader.text(["serial"], limitBytes: 64)
        let document = reader.text(["document"])
        // What is shorter tells nothing apart, and no agent reports it (SerialTrust).
        if let serial, serial.utf8.count < 4 { reader.fault("serial", "is too short for a serial; leave it empty") }
        if let serial, serial.hasPrefix("hash:") { reader.fault("serial", "is no serial but the hash of one") }
        if serial != nil, let count, count != 1 { reader.fault("count", "is 1 where there is a serial, or empty") }
        if serial == nil, count == nil, reader.problems.isEmpty {
            reader.fault(reader.column(["count"]) ?? "serial", "a count or a serial is needed")
        }
        if count == 0 { reader.fault("count", "is 0: leave the row out") }
        guard reader.problems.isEmpty, let programme, let school, let day, let category else { return nil }
        return Delivery(
            programme: programme, school: school, day: day.description, category: category, model: model,
            count: count ?? 1,
            serialHash: serial.map { hash($0) }, document: document)
    }
}
