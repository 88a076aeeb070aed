public import Store

/// Reads rooms: `school_id, name, kind, seats`.
public struct RoomTableReader: TableReader {
    public init() {}

    private static let school = ["school_id", "school", "school_id_govt"]
    private static let name = ["name", "room"]

    public var columns: Set<String> { Set(Self.school + Self.name + ["kind", "seats"]) }

    public func missing(in table: TableSource) -> [String] {
        var missing: [String] = []
        if !Self.school.contains(where: table.hasColumn) { missing.append("no column \"school_id\"") }
        if !Self.name.contains(where: table.hasColumn) { missing.append("no column \"name\"") }
        return missing
    }

    public func value(_ reader: inout RowReader) -> Room? {
        let school = reader.requiredText(Self.school)
        let name = reader.requiredText(Self.name)
        let kind = reader.word(["kind"], SchoolRowReader.words(RoomKind.self))
        let seats = reader.count(["seats"], upTo: 1_000)
        guard reader.problems.isEmpty, let school, let name else { return nil }
        return Room(school: school, name: name, kind: kind, seats: seats)
    }

    public func identity(of room: Room) -> TableIdentity? {
        TableIdentity("room", "\(room.school) \(room.name)", columns: Self.name)
    }
}
