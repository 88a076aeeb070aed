internal import Relational
internal import Reports
internal import Store

/// What `line` and `line_version` have of a contract, read and written in one place.
enum LineColumns {
    private static let columns = [
        "provider", "medium", "contracted_download_mbps", "contracted_upload_mbps", "attainable_download_mbps",
        "attainable_upload_mbps", "fee", "fee_currency", "contract_until", "backup",
    ]

    static func contract(_ row: Row) throws -> LineContract {
        LineContract(
            school: row["school_id"], line: row["id"], provider: row["provider"],
            medium: try row.valueIfPresent(LineMedium.self, "medium"),
            contractedDownloadMbps: row["contracted_download_mbps"],
            contractedUploadMbps: row["contracted_upload_mbps"],
            attainableDownloadMbps: row["attainable_download_mbps"],
            attainableUploadMbps: row["attainable_upload_mbps"], fee: row["fee"], feeCurrency: row["fee_currency"],
            contractUntil: try row.dayIfPresent("contract_until"), isBackup: row["backup"])
    }

    /// What changes is so from `day` on.
    /// - Parameter first: since when it is so where nobody has heard of the line; without it, always.
    /// - Throws: `StoreFailure.changedSince`.
    static func write(
        _ line: LineContract, from day: CivilDate, first: CivilDate = .first, in db: Database
    ) throws {
        let key: StatementArguments = [line.school, line.line]
        let latest = try String.fetchOne(
            db.cachedStatement(sql: "SELECT max(valid_from) FROM line_version WHERE school_id = ? AND id = ?"),
            arguments: key)
        if let latest, latest > day.description, let known = CivilDate(latest) {
            throw StoreFailure.changedSince("line \(line.line) of school \(line.school)", day: known)
        }
        let start = latest == nil ? first : day
        try db.cachedStatement(sql: upsertion).execute(
            arguments: [
                line.school, line.line, start.description, line.provider, line.medium?.rawValue,
                line.contractedDownloadMbps, line.contractedUploadMbps, line.attainableDownloadMbps,
                line.attainableUploadMbps, line.fee, line.feeCurrency,
                line.contractUntil?.description, line.isBackup,
            ])
        try db.cachedStatement(
            sql: """
                UPDATE line_version SET valid_to = ?3
                WHERE school_id = ?1 AND id = ?2 AND valid_to IS NULL AND valid_from < ?3
                """
        ).execute(arguments: key + [start.description])
        try db.cachedStatement(sql: entry).execute(arguments: key)
    }

    /// The line is no more from `day` on.
    static func end(_ line: LineContract, on day: CivilDate, in db: Database) throws {
        for table in ["line", "line_version"] {
            try db.cachedStatement(
                sql: "UPDATE \(table) SET valid_to = ? WHERE school_id = ? AND id = ? AND valid_to IS NULL"
            ).execute(arguments: [day.description, line.school, line.line])
        }
    }

    private static let upsertion = """
        INSERT INTO line (school_id, id, valid_from, \(columns.joined(separator: ", ")))
        VALUES (?, ?, ?, \(columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (school_id, id) DO UPDATE SET valid_from = excluded.valid_from, valid_to = NULL,
            \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """

    private static let entry = """
        INSERT OR REPLACE INTO line_version (school_id, id, valid_from, \(columns.joined(separator: ", ")))
        SELECT school_id, id, valid_from, \(columns.joined(separator: ", ")) FROM line WHERE school_id = ? AND id = ?
        """
}
