internal import Store

extension SchoolErasure {
    /// Computers that stand in the school, or stood there last.
    static let computers = """
        SELECT p.agent_id FROM assignment AS p WHERE p.school_id = ?1 AND NOT EXISTS
            (SELECT 1 FROM assignment AS o WHERE o.agent_id = p.agent_id AND o.valid_to IS NULL AND o.school_id <> ?1)
        """
    /// Those of them that never stood anywhere else.
    static let ownComputers = """
        SELECT p.agent_id FROM assignment AS p WHERE p.school_id = ?1 AND NOT EXISTS
            (SELECT 1 FROM assignment AS o WHERE o.agent_id = p.agent_id AND o.school_id <> ?1)
        """
    private static let school = "school_id = ?1"
    private static let agent = "agent_id IN (\(computers))"
    /// It, or one that shares a computer with it, now or before.
    private static let anySchool = """
        (school_id = ?1 OR school_id IN (SELECT p.school_id FROM assignment AS p
            WHERE p.agent_id IN (SELECT w.agent_id FROM assignment AS w WHERE w.school_id = ?1)))
        """
    private static let ownAgent = "agent_id IN (\(ownComputers))"
    private static let asset = "asset_id IN (SELECT a.id FROM asset AS a WHERE a.school_id = ?1)"
    private static let otherAsset = "NOT \(asset)"
    private static let code = "enrollment_id IN (SELECT e.id FROM enrollment AS e WHERE e.school_id = ?1)"

    /// Of an agent: that it stays.
    private static let isOther = "id NOT IN (\(ownComputers))"

    /// By the months of a stream's number (`StreamNumbers`).
    private static func months(of table: String, _ streams: String) -> String {
        """
        key IN (SELECT m.key FROM stream_number AS n
            CROSS JOIN \(table) AS m ON m.key BETWEEN n.number * 131072 AND n.number * 131072 + 131071
            WHERE \(streams))
        """
    }

    /// Everything but what `SchoolErasure.finish` takes at the end, each table before those that it refers to.
    static let tables: [ErasedTable] = lineTables + reportTables + bookTables + registryTables

    private static let lineTables: [ErasedTable] = [
        ErasedTable(
            .lineTests, "line_test_details", key: "agent_id, test_id",
            where: "(agent_id, test_id) IN (SELECT t.agent_id, t.id FROM line_test AS t WHERE t.school_id = ?1)"),
        ErasedTable(.lineTests, "platform_reach", key: "agent_id, test_id, platform, host", where: school),
        ErasedTable(.lineTests, "line_test", key: "agent_id, id", where: school),
        ErasedTable(.lineTests, "line_test_month", key: "school_id, month", where: school),
        ErasedTable(.lineTests, "line_test_day", key: "agent_id, stream, seq, position", where: school),
        ErasedTable(.leases, "slot_drop", key: "agent_id, stream, seq", where: school),
        ErasedTable(.leases, "slot_outcome", key: "school_id, slot, line", where: school),
        ErasedTable(.leases, "lease", key: "id, part", where: school),
        ErasedTable(.leases, "past_lease", key: "school_id, line", where: school),
        ErasedTable(.figures, "line_figure", key: "school_id, since, until", where: school),
        ErasedTable(.figures, "line_mark", key: "school_id", where: school),
        ErasedTable(.lines, "line_gateway", key: "school_id, gateway", where: school),
        ErasedTable(.lines, "line_neighbour", key: "school_id, agent_id", where: school),
        ErasedTable(.lines, "line_elsewhere", key: "school_id, agent_id, day", where: school),
        ErasedTable(.lines, "gateway_named", key: "school_id, agent_id", where: school),
        ErasedTable(.lines, "gateway_opening", key: "school_id, opened_at", where: school),
        ErasedTable(.lines, "gateway_move", key: "school_id, gateway, moved_at", where: school),
        ErasedTable(.lines, "line_version", key: "school_id, id, valid_from", where: school),
        ErasedTable(.lines, "line", key: "school_id, id", where: school),
    ]

    private static let reportTables: [ErasedTable] = [
        ErasedTable(.reports, "envelope", key: "position", where: agent),
        ErasedTable(.reports, "set_aside", key: "agent_id, digest", where: agent),
        ErasedTable(.reports, "bundle", key: "digest", where: agent),
        ErasedTable(
            .reports, "past_envelope", key: "stream, part",
            where: "stream IN (SELECT n.number FROM stream_number AS n WHERE n.\(agent))"),
        ErasedTable(
            .days, "seen_month", key: "key", where: months(of: "seen_month", "n.stream <> '' AND n.\(agent)")),
        ErasedTable(
            .days, "seen_device", key: "stream, number",
            where: "stream IN (SELECT n.number FROM stream_number AS n WHERE n.\(agent))"),
        ErasedTable(.days, "computer_month", key: "agent_id, month", where: agent),
        ErasedTable(
            .leases, "slot_month", key: "key", where: months(of: "slot_month", "n.stream = '' AND n.\(ownAgent)")),
        // Of a computer that told of another school's slots, the number under which they lie stays.
        ErasedTable(.reports, "stream_number", key: "number", where: "\(agent) AND stream <> ''"),
        ErasedTable(.reports, "stream_number", key: "number", where: "\(ownAgent) AND stream = ''"),
        ErasedTable(.reports, "stream", key: "agent_id, stream", where: agent),
        ErasedTable(.devices, "device", key: "agent_id, device_id", where: agent),
        ErasedTable(.devices, "device_table", key: "agent_id", where: agent),
        ErasedTable(.computers, "computer", key: "agent_id", where: agent),
        ErasedTable(.computers, "component", key: "agent_id, kind, hash", where: agent),
        ErasedTable(.computers, "agent_boot", key: "agent_id, boot_id, stream", where: agent),
        ErasedTable(.computers, "unknown_field", key: "agent_id, name", where: agent),
        ErasedTable(.computers, "lease_nonce", key: "agent_id, nonce", where: agent),
        ErasedTable(.hub, "hub_agent", key: "agent_id", where: agent),
        ErasedTable(.computers, "agent_state", key: "position", where: ownAgent),
    ]

    private static let bookTables: [ErasedTable] = [
        ErasedTable(.books, "asset_funder", key: "asset_id, funder", where: asset),
        ErasedTable(.books, "asset_state", key: "id", where: asset),
        ErasedTable(.books, "asset_presence", key: "asset_id", where: asset),
        ErasedTable(.books, "asset_home", key: "asset_id, valid_to", where: asset),
        ErasedTable(.books, "asset", key: "id", where: school),
        // An asset that went to another school was on no other's books before, as far as is still known.
        ErasedTable(
            .mentions, "asset", key: "id",
            where: """
                school_id <> ?1 AND id IN (SELECT h.asset_id FROM asset_home AS h WHERE h.school_id = ?1)
                    AND registered_on < (SELECT max(h.valid_to) FROM asset_home AS h
                        WHERE h.asset_id = asset.id AND h.school_id = ?1)
                """,
            .set(
                """
                registered_on = (SELECT max(h.valid_to) FROM asset_home AS h
                    WHERE h.asset_id = asset.id AND h.school_id = ?1)
                """)),
        ErasedTable(.books, "asset_home", key: "asset_id, valid_to", where: "\(school) AND \(otherAsset)"),
        ErasedTable(
            .books, "stocktake_item", key: "stocktake_id, position",
            where: "stocktake_id IN (SELECT t.id FROM stocktake AS t WHERE t.school_id = ?1)"),
        ErasedTable(.books, "stocktake", key: "id", where: school),
        ErasedTable(
            .mentions, "registered_computer", key: "id",
            where: "former_id IN (SELECT r.id FROM registered_computer AS r WHERE r.school_id = ?1)",
            .set("former_id = NULL")),
        ErasedTable(
            .mentions, "registered_computer", key: "id", where: "school_id <> ?1 AND \(agent)", .set("agent_id = NULL")),
        ErasedTable(.books, "registered_computer", key: "id", where: school),
        // Where an asset of another school was seen is worked out anew.
        ErasedTable(
            .figures, "school_figures", key: "school_id",
            where: """
                stale = 0 AND school_id <> ?1 AND school_id IN (SELECT a.school_id FROM asset_presence AS w
                    JOIN asset AS a ON a.id = w.asset_id WHERE w.\(agent))
                """, .set("stale = 1")),
        ErasedTable(
            .mentions, "asset_presence", key: "asset_id", where: "\(agent) AND \(otherAsset)",
            .set("agent_id = NULL, room = NULL")),
        // Also of schools to which its computers went, where days here were counted along.
        ErasedTable(.figures, "past_figure", key: "day, school_id", where: anySchool),
        ErasedTable(
            .figures, "period_programme_figure", key: "school_id, until, since, programme_id, category",
            where: anySchool),
        ErasedTable(
            .figures, "past_programme_figure", key: "day, school_id, programme_id, category", where: anySchool),
        // Before deliveries, whose trigger takes them, too.
        ErasedTable(.figures, "programme_figure", key: "school_id, programme_id, category", where: school),
        ErasedTable(.programmes, "delivery", key: "id", where: school),
        ErasedTable(.programmes, "milestone", key: "programme_id, school_id, stage", where: school),
        ErasedTable(.programmes, "indicator_value", key: "id", where: school),
        ErasedTable(.programmes, "programme_school", key: "programme_id, school_id", where: school),
        ErasedTable(.figures, "school_stock", key: "school_id, category, room", where: school),
        ErasedTable(.figures, "school_figures", key: "school_id", where: school),
    ]

    private static let registryTables: [ErasedTable] = [
        ErasedTable(.words, "school_word", key: "id", where: school),
        ErasedTable(.rooms, "room", key: "school_id, name, valid_from", where: school),
        ErasedTable(.schoolYears, "school_year", key: "school_id, year", where: school),
        ErasedTable(.registry, "school_extra", key: "school_id, source", where: school),
        ErasedTable(.registry, "school_search", key: "key, school_id", where: school),
        ErasedTable(.registry, "settings_change", key: "version", where: school),
        ErasedTable(.codes, "school_expectation", key: "school_id", where: school),
        ErasedTable(
            .mentions, "agent", key: "id", where: "\(code) AND \(isOther)", .set("enrollment_id = NULL")),
        ErasedTable(
            .mentions, "agent_state", key: "position", where: "\(code) AND agent_id NOT IN (\(ownComputers))",
            .set("enrollment_id = NULL")),
        ErasedTable(.hub, "forwarded_school", key: "hub, school_id", where: school),
        ErasedTable(.hub, "hub_school", key: "school_id", where: school),
        ErasedTable(.mentions, "hub_school", key: "school_id", where: "supported_by = ?1", .set("supported_by = NULL")),
        ErasedTable(
            .mentions, "school", key: "id", where: "supported_by = ?1 AND id <> ?1", .set("supported_by = NULL")),
        ErasedTable(
            .mentions, "school_version", key: "id, valid_from", where: "supported_by = ?1 AND id <> ?1",
            .set("supported_by = NULL")),
        ErasedTable(.registry, "school_successor", key: "position", where: school),
        ErasedTable(
            .mentions, "school_successor", key: "position", where: "successor_id = ?1 AND school_id <> ?1",
            .set("successor_id = NULL")),
        ErasedTable(
            .mentions, "plan_site", key: "plan_id, position", where: "site = ?1 AND name IS NOT NULL",
            .set("name = NULL")),
        ErasedTable(
            .mentions, "agent", key: "id", where: "succeeds IN (\(ownComputers)) AND \(isOther)",
            .set("succeeds = NULL")),
        ErasedTable(
            .mentions, "agent", key: "id", where: "cloned_from IN (\(computers)) AND \(isOther)",
            .set("cloned_from = NULL")),
        ErasedTable(.registry, "school_version", key: "id, valid_from", where: "id = ?1"),
    ]
}
