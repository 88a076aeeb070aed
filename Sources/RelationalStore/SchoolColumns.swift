internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// The columns of `school`, read and written in one place.
enum SchoolColumns {
    /// As `school` and `school_version` both have them; `area_key` is made of the area.
    static let names = [
        "id", "giga_id", "name_kk", "name_ru", "name_en", "country", "region", "district", "area_key", "type",
        "supported_by", "latitude", "longitude", "pupils", "rural", "grades", "shifts", "managing_body", "settlement",
        "settlement_level", "electricity", "education_level", "opened_on", "closed_on", "made_up",
    ]

    /// For a query that names the table `s`.
    static let list = names.filter { $0 != "area_key" }.map { "s.\($0)" }.joined(separator: ", ")

    /// What `names` needs.
    static let nameList = "s.name_kk, s.name_ru, s.name_en"
    /// The same where rows are grouped by school.
    static let groupedNames = ["name_kk", "name_ru", "name_en"].map { "max(s.\($0)) AS \($0)" }.joined(separator: ", ")

    static func names(_ row: Row) -> Names {
        Names(kk: row["name_kk"], ru: row["name_ru"], en: row["name_en"])
    }

    static func area(_ row: Row) -> AreaPath {
        AreaPath(country: row["country"], region: row["region"], district: row["district"])
    }

    static func school(_ row: Row) throws -> School {
        School(
            id: row["id"], gigaID: row["giga_id"], names: names(row), area: area(row),
            type: try row.value(SchoolType.self, "type"), supportedBy: row["supported_by"],
            latitude: row["latitude"], longitude: row["longitude"], pupils: row["pupils"], rural: row["rural"],
            grades: row["grades"], shifts: row["shifts"], managingBody: row["managing_body"],
            settlement: row["settlement"],
            settlementLevel: try row.valueIfPresent(SettlementLevel.self, "settlement_level"),
            electricity: try row.valueIfPresent(Electricity.self, "electricity"),
            educationLevel: row["education_level"], openedOn: try row.dayIfPresent("opened_on"),
            closedOn: try row.dayIfPresent("closed_on"), madeUp: row["made_up"])
    }

    static func upsert(_ school: School, in db: Database) throws {
        try db.cachedStatement(sql: upsertion).execute(arguments: [
            school.id, school.gigaID, school.names.kk, school.names.ru, school.names.en, school.area.country,
            school.area.region, school.area.district, areaKey(school.area), school.type.rawValue, school.supportedBy,
            school.latitude, school.longitude, school.pupils, school.rural, school.grades, school.shifts,
            school.managingBody, school.settlement, school.settlementLevel?.rawValue, school.electricity?.rawValue,
            school.educationLevel, school.openedOn?.description, school.closedOn?.description, school.madeUp,
        ])
        try SchoolSearch.index(school.id, school.names, in: db)
    }

    private static let upsertion = """
        INSERT INTO school (\(names.joined(separator: ", ")))
        VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (id) DO UPDATE SET
            \(names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """

    static func areaKey(_ area: AreaPath) -> String { area.key.map { $0 + "/" }.joined() }
}
