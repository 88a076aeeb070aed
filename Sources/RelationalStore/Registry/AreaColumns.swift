internal import Relational
internal import Store

/// The columns of `area`, read and written in one place.
enum AreaColumns {
    static func all(in db: Database) throws -> [Area] {
        try Row.fetchAll(db, sql: "SELECT * FROM area").map { row in
            Area(path: SchoolColumns.area(row), code: row["code"], names: SchoolColumns.names(row))
        }
    }

    static func upsert(_ area: Area, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO area
                    (area_key, country, region, district, code, level, name_kk, name_ru, name_en)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            SchoolColumns.areaKey(area.path), area.path.country, area.path.region, area.path.district, area.code,
            area.level.rawValue, area.names.kk, area.names.ru, area.names.en,
        ])
    }
}
