/// The text of the statements that bring registered computers and agents together.
enum ComputerSQL {
    /// For a query that names the table `r`: it stands there at the source's moment, and no agent that counts is on it.
    static func hasNoAgent(_ source: SchoolSource) -> String {
        """
        \(source.isRegistered) AND NOT EXISTS (SELECT 1 FROM agent AS a WHERE a.id = r.agent_id AND \(Counted.isComputer))
        """
    }

    /// Looks for the agent of a registered computer, by firmware and then by sticker. Argument: the row's id.
    static let findAgent = """
        UPDATE registered_computer AS r SET agent_id = coalesce(
            (SELECT c.agent_id FROM component AS c JOIN agent AS a ON a.id = c.agent_id AND \(Counted.isComputer)
                WHERE c.kind = 'dmi_uuid' AND c.hash = r.uuid_hash LIMIT 1),
            (SELECT c.agent_id FROM component AS c JOIN agent AS a ON a.id = c.agent_id AND \(Counted.isComputer)
                WHERE c.kind = 'dmi_serial' AND c.hash = r.serial_hash LIMIT 1),
            (SELECT p.agent_id FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id AND \(Counted.isComputer)
                LEFT JOIN computer AS c ON c.agent_id = p.agent_id
                WHERE p.school_id = r.school_id AND p.valid_to IS NULL AND coalesce(p.label, c.label) = r.label LIMIT 1),
            agent_id)
        WHERE r.id = ?1
        """

    /// Argument: the agent.
    static let takeOver = [
        takeOver(
            """
            uuid_hash IN (SELECT hash FROM component WHERE agent_id = ?1 AND kind = 'dmi_uuid') AND uuid_hash IS NOT NULL
            """),
        takeOver(
            """
            serial_hash IN (SELECT hash FROM component WHERE agent_id = ?1 AND kind = 'dmi_serial')
                AND serial_hash IS NOT NULL
            """),
        takeOver(
            """
            (school_id, label) IN (SELECT p.school_id, coalesce(p.label, c.label) FROM assignment AS p
                LEFT JOIN computer AS c ON c.agent_id = p.agent_id WHERE p.agent_id = ?1 AND p.valid_to IS NULL)
            """),
    ]

    private static func takeOver(_ isThis: String) -> String {
        """
        UPDATE registered_computer AS r SET agent_id = ?1
        WHERE \(isThis) AND valid_to IS NULL AND agent_id IS NOT ?1
            AND NOT EXISTS (SELECT 1 FROM agent AS a WHERE a.id = r.agent_id AND \(Counted.isComputer))
        """
    }
}
