internal import Relational
internal import Reports
internal import Store

/// What questions read assets from: the table of today, or, where assets have gone to another school since, the books as they were
/// on a day.
struct AssetSource {
    /// The assets `a` of the school `s`, for `FROM ... AS s CROSS JOIN \(source.ofSchool)`.
    let ofSchool: String
    /// Under which number `a` stood on the books, and in which room: first among the columns, for `a.*` has today's.
    let number: String
    let room: String

    init(on day: CivilDate, in db: Database) throws {
        let hasMoved = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM asset_home WHERE valid_to > ?)"),
            arguments: [day.description])
        self.init(before: hasMoved == true ? day : nil)
    }

    /// - Parameter day: the day itself where assets have gone to another school since, else nil.
    init(before day: CivilDate?) {
        guard let day else {
            (ofSchool, number, room) = ("asset AS a ON a.school_id = s.id", "a.inventory_number", "a.room")
            return
        }
        // The school's asset went elsewhere later, or the school has it still: each half by an index.
        ofSchool = """
            asset AS a ON a.id IN (
                SELECT t.id FROM asset AS t WHERE t.school_id = s.id
                    AND NOT EXISTS (SELECT 1 FROM asset_home AS o WHERE o.asset_id = t.id AND o.valid_to > '\(day)')
                UNION ALL
                SELECT t.asset_id FROM asset_home AS t WHERE t.school_id = s.id AND t.valid_to = \(Self.end("t.asset_id", day)))
            LEFT JOIN asset_home AS home ON home.asset_id = a.id AND home.valid_to = \(Self.end("a.id", day))
            """
        number = "coalesce(home.inventory_number, a.inventory_number)"
        room = "CASE WHEN home.asset_id IS NULL THEN a.room ELSE home.room END"
    }

    /// Until when an asset stayed where it was on the day.
    private static func end(_ asset: String, _ day: CivilDate) -> String {
        "(SELECT min(o.valid_to) FROM asset_home AS o WHERE o.asset_id = \(asset) AND o.valid_to > '\(day)')"
    }
}
