extension Migrations {
    /// What is shown with a line test and never searched, apart from what queries read.
    ///
    /// In `line_test`, which is kept by its key (`WITHOUT ROWID`), a row of more than a quarter of a page goes to a page of
    /// its own (https://www.sqlite.org/fileformat2.html, "Cell Payload Overflow Pages"): with the details a test took 4.9 kB
    /// and each look at a figure read as much. A table with row ids packs whole rows.
    static let lineTestDetails = """
        CREATE TABLE line_test_details (
            agent_id TEXT NOT NULL,
            test_id TEXT NOT NULL,
            details TEXT NOT NULL,
            FOREIGN KEY (agent_id, test_id) REFERENCES line_test (agent_id, id)
        ) STRICT;
        INSERT INTO line_test_details (agent_id, test_id, details)
            SELECT agent_id, id, details FROM line_test WHERE details IS NOT NULL ORDER BY school_id, started_at;
        CREATE UNIQUE INDEX line_test_details_test ON line_test_details (agent_id, test_id);
        ALTER TABLE line_test DROP COLUMN details;
        """
}
