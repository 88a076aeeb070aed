extension Migrations {
    /// How many devices a computer's newest scan names, with the computer: to count them, a district's list of computers read as
    /// many pages of devices as of everything else.
    static let computerDevices = """
        ALTER TABLE computer ADD COLUMN devices INTEGER NOT NULL DEFAULT 0;
        UPDATE computer SET devices = (
            SELECT count(*) FROM device AS d WHERE d.agent_id = computer.agent_id AND d.attached = 1);
        """
}
