extension Migrations {
    /// What one agent may make the database keep: `range_count` is how many ranges of numbers it has in all of its streams,
    /// `ingest_bytes` what was stored of it on `ingest_day`, in days since 1970 (UTC).
    static let intakeBounds = """
        ALTER TABLE agent ADD COLUMN range_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE agent ADD COLUMN ingest_day INTEGER;
        ALTER TABLE agent ADD COLUMN ingest_bytes INTEGER NOT NULL DEFAULT 0;
        UPDATE agent SET range_count =
            (SELECT coalesce(sum(json_array_length(s.ranges)), 0) FROM stream AS s WHERE s.agent_id = agent.id);
        """

    /// What is due is found without looking at what is not: those with hashes go earlier, those without a text at once.
    static let dueEnvelopes = """
        CREATE INDEX envelope_hashed ON envelope (received_at) WHERE has_hashes = 1;
        CREATE INDEX envelope_empty ON envelope (position) WHERE text = '';
        """

    /// When a code was taken back; null while it is good.
    static let enrollmentRevocations = "ALTER TABLE enrollment ADD COLUMN revoked_at INTEGER"

    /// An ended stream takes nothing more, and its ranges count no more.
    static let endedStreams = """
        UPDATE agent SET range_count =
            (SELECT coalesce(sum(json_array_length(s.ranges)), 0) FROM stream AS s
                WHERE s.agent_id = agent.id AND s.ended_at IS NULL)
        WHERE id IN (SELECT agent_id FROM stream WHERE ended_at IS NOT NULL);
        """
}
