/// Pieces of SQL about assets, for a query that names the table `a`.
enum AssetSQL {
    /// The state on a day; before the first known, the first.
    static func state(on day: String) -> String { change("state", kept: "state", on: day) }
    static func since(on day: String) -> String { change("since", kept: "state_since", on: day) }
    static func document(on day: String) -> String { change("document", kept: "state_document", on: day) }

    /// A column of the change that holds on a day: mostly that is the newest, which the asset has itself.
    private static func change(_ column: String, kept: String, on day: String) -> String {
        """
        CASE WHEN a.state_since <= \(day) THEN a.\(kept) ELSE
            (SELECT h.\(column) FROM asset_state AS h WHERE h.asset_id = a.id
                ORDER BY h.since <= \(day) DESC, CASE WHEN h.since <= \(day) THEN h.since END DESC NULLS LAST, h.since, h.id DESC
                LIMIT 1)
        END
        """
    }
}
