internal import Foundation
internal import GRDB
internal import Store

/// The columns of `school`, read and written in one place.
enum SchoolColumns {
    /// For a query that names the table `s`.
    static let list = """
        s.id, s.giga_id, s.name_kk, s.name_ru, s.name_en, s.country, s.region, s.district, s.type, s.supported_by, \
        s.latitude, s.longitude, s.pupils, s.rural, s.made_up
        """

    /// What `names` needs.
    static let nameList = "s.name_kk, s.name_ru, s.name_en"

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
            madeUp: row["made_up"])
    }

    static func upsert(_ school: School, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO school
                    (id, giga_id, name_kk, name_ru, name_en, country, region, district, area_key, type, supported_by,
                     latitude, longitude, pupils, rural, made_up)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    giga_id = excluded.giga_id, name_kk = excluded.name_kk, name_ru = excluded.name_ru,
                    name_en = excluded.name_en, country = excluded.country, region = excluded.region,
                    district = excluded.district, area_key = excluded.area_key, type = excluded.type,
                    supported_by = excluded.supported_by, latitude = excluded.latitude,
                    longitude = excluded.longitude, pupils = excluded.pupils, rural = excluded.rural,
                    made_up = excluded.made_up
                """
        ).execute(arguments: [
            school.id, school.gigaID, school.names.kk, school.names.ru, school.names.en, school.area.country,
            school.area.region, school.area.district, areaKey(school.area), school.type.rawValue, school.supportedBy,
            school.latitude, school.longitude, school.pupils, school.rural, school.madeUp,
        ])
    }

    static func areaKey(_ area: AreaPath) -> String { area.key.map { $0 + "/" }.joined() }
}
