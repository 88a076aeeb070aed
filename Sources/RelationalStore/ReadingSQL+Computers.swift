internal import Store

/// Computers with an agent and those on the books without one, in one list.
extension ReadingSQL {
    /// Arguments: those of `filter`, then those of `registered`.
    /// - Parameter registered: the same conditions on computers without an agent.
    static func computers(_ filter: Filter, registered: Filter) -> String {
        """
        SELECT \(filter.schoolOrder) AS school_id, \(SchoolColumns.nameList), a.last_seen,
            coalesce(p.room, c.room) AS room, coalesce(p.label, c.label) AS label, c.agent_id AS agent_id, 'agent' AS source, c.vendor,
            c.model, c.chassis, c.cpu, c.cpu_count, c.memory_mib, c.os, c.kernel, c.architecture, c.agent_version,
            c.pedagogical, \(purchasedOn) AS purchased_on, \(firmwareOn) AS firmware_on, c.scanned_at, a.succeeds, c.devices
        \(computersWithAgent(filter)) \(filter.sql)
        UNION ALL
        SELECT \(registered.schoolOrder), \(SchoolColumns.nameList), NULL, r.room, r.label, NULL, r.source, r.vendor,
            r.model, NULL, r.cpu, NULL, r.memory_mib, r.os, NULL, NULL, NULL,
            r.pedagogical, r.purchased_on, NULL, NULL, NULL, 0
        \(registeredComputers(registered)) \(registered.sql)
        ORDER BY school_id, room NULLS FIRST, label NULLS FIRST, agent_id NULLS FIRST
        """
    }

    /// How many there are on the books without an agent.
    static func countRegistered(_ registered: Filter) -> String {
        "SELECT count(*) \(registeredComputers(registered)) \(registered.sql)"
    }

    private static func registeredComputers(_ filter: Filter) -> String {
        """
        FROM \(filter.source.open) AS s
        CROSS JOIN registered_computer AS r ON r.school_id = s.id AND \(ComputerSQL.hasNoAgent(filter.source))
        """
    }

    /// When the computer `c` was bought, as the list that named it or the books by its sticker say.
    static let purchasedOn = """
        coalesce(
            (SELECT r.purchased_on FROM registered_computer AS r
                WHERE r.agent_id = c.agent_id AND r.valid_to IS NULL AND r.purchased_on IS NOT NULL LIMIT 1),
            (SELECT x.purchased_on FROM asset AS x WHERE x.school_id = p.school_id
                AND x.inventory_number = coalesce(p.label, c.label) AND x.category = 'computer'))
        """

    /// The firmware's day, which DMI writes as month/day/year (SMBIOS 3.7, 7.1.1).
    static let firmwareOn = """
        CASE WHEN c.firmware_date GLOB '[01][0-9]/[0-3][0-9]/[12][0-9][0-9][0-9]' THEN
            substr(c.firmware_date, 7, 4) || '-' || substr(c.firmware_date, 1, 2) || '-' || substr(c.firmware_date, 4, 2)
        END
        """
}
