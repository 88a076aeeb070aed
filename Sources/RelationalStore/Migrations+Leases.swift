extension Migrations {
    /// What a school's lines are, behind which gateways, and who may test them when.
    ///
    /// `line_neighbour`: who was last heard behind which line. `line_elsewhere` says of an agent only that it stood behind
    /// none of the school's gateways that day (counted from 1970, UTC); `gateway_named` holds what agents named when asked.
    /// `lease.held` is 1 until a lease is released or has run out: its index lets no line be held twice.
    static let leases = """
        CREATE TABLE line (
            school_id TEXT NOT NULL REFERENCES school (id),
            id TEXT NOT NULL,
            name TEXT,
            provider TEXT,
            medium TEXT,
            contracted_download_mbps REAL,
            contracted_upload_mbps REAL,
            PRIMARY KEY (school_id, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE line_gateway (
            school_id TEXT NOT NULL,
            gateway TEXT NOT NULL,
            line TEXT NOT NULL,
            confirmed_by TEXT NOT NULL,
            agent_id TEXT NOT NULL REFERENCES agent (id),
            confirmed_at INTEGER NOT NULL,
            opened_by TEXT,
            heard_at INTEGER NOT NULL,
            PRIMARY KEY (school_id, gateway),
            FOREIGN KEY (school_id, line) REFERENCES line (school_id, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE gateway_opening (
            school_id TEXT NOT NULL REFERENCES school (id),
            opened_at INTEGER NOT NULL,
            until INTEGER NOT NULL,
            line TEXT,
            opened_by TEXT NOT NULL,
            used_at INTEGER,
            PRIMARY KEY (school_id, opened_at)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE gateway_named (
            school_id TEXT NOT NULL REFERENCES school (id),
            agent_id TEXT NOT NULL REFERENCES agent (id),
            gateway TEXT NOT NULL,
            named_at INTEGER NOT NULL,
            PRIMARY KEY (school_id, agent_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE line_elsewhere (
            school_id TEXT NOT NULL REFERENCES school (id),
            agent_id TEXT NOT NULL REFERENCES agent (id),
            day INTEGER NOT NULL,
            PRIMARY KEY (school_id, agent_id, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE line_neighbour (
            school_id TEXT NOT NULL REFERENCES school (id),
            agent_id TEXT NOT NULL REFERENCES agent (id),
            line TEXT NOT NULL,
            heard_at INTEGER NOT NULL,
            medium TEXT,
            may_listen INTEGER NOT NULL,
            PRIMARY KEY (school_id, agent_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lease (
            id TEXT NOT NULL,
            part INTEGER NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            line TEXT NOT NULL,
            agent_id TEXT NOT NULL REFERENCES agent (id),
            slot TEXT,
            medium TEXT,
            granted_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            held INTEGER NOT NULL,
            full INTEGER NOT NULL,
            allowance INTEGER NOT NULL,
            released_at INTEGER,
            bytes INTEGER,
            test_id TEXT,
            peer_token TEXT,
            peer_agent TEXT,
            peer_medium TEXT,
            peer_server TEXT,
            peer_told_at INTEGER,
            PRIMARY KEY (id, part)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX lease_holder ON lease (school_id, line) WHERE held = 1;
        CREATE INDEX lease_line ON lease (school_id, line, granted_at);
        CREATE INDEX lease_slot ON lease (school_id, line, slot) WHERE test_id IS NOT NULL;
        CREATE INDEX lease_agent ON lease (agent_id, granted_at);

        CREATE TABLE lease_nonce (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            nonce TEXT NOT NULL,
            seen_at INTEGER NOT NULL,
            PRIMARY KEY (agent_id, nonce)
        ) STRICT, WITHOUT ROWID;
        """

    /// Nonces are found by when they may be forgotten; those of the days before are not carried over, because their requests
    /// are refused by their age.
    static let nonces = """
        DROP TABLE lease_nonce;
        CREATE TABLE lease_nonce (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            nonce TEXT NOT NULL,
            forget_at INTEGER NOT NULL,
            PRIMARY KEY (agent_id, nonce)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lease_nonce_forget ON lease_nonce (forget_at);
        """

    /// What a lease was given for beside the test itself.
    static let leaseKinds = """
        ALTER TABLE lease ADD COLUMN latency_only INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE lease ADD COLUMN mlab INTEGER NOT NULL DEFAULT 0;
        """

    /// `away`: the agent stands elsewhere now, and `line` is the one it bears witness of.
    static let silentLines = """
        ALTER TABLE line_neighbour ADD COLUMN away INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX line_elsewhere_day ON line_elsewhere (day);
        CREATE INDEX gateway_named_at ON gateway_named (named_at);
        """

    /// `line.apart_since`: an operator said that the line is none of the school's others. `gateway_move` says who said what.
    static let linesApart = """
        ALTER TABLE line ADD COLUMN apart_since INTEGER;
        CREATE TABLE gateway_move (
            school_id TEXT NOT NULL REFERENCES school (id),
            gateway TEXT NOT NULL,
            moved_at INTEGER NOT NULL,
            line_before TEXT NOT NULL,
            line TEXT NOT NULL,
            moved_by TEXT NOT NULL,
            PRIMARY KEY (school_id, gateway, moved_at)
        ) STRICT, WITHOUT ROWID;
        """

    /// Each slot of the plan as each computer told of it; `line` where the gateway it stood behind is confirmed, without
    /// which `own_traffic_mbps`, `medium`, `gateway` and `server_tests` are null. `slot_drop`: how many a report says were
    /// lost.
    static let slots = """
        CREATE TABLE slot (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            id TEXT NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            line TEXT,
            planned_at INTEGER NOT NULL,
            decided_at INTEGER NOT NULL,
            time_estimated INTEGER NOT NULL,
            in_lessons INTEGER NOT NULL,
            ran INTEGER NOT NULL,
            reason TEXT,
            test_id TEXT,
            own_traffic_mbps REAL,
            holder TEXT,
            medium TEXT,
            gateway TEXT,
            server_tests INTEGER,
            PRIMARY KEY (agent_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX slot_school ON slot (school_id, decided_at);

        CREATE TABLE slot_drop (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            stream TEXT NOT NULL,
            seq INTEGER NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            sealed_at INTEGER NOT NULL,
            slots INTEGER NOT NULL,
            PRIMARY KEY (agent_id, stream, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX slot_drop_school ON slot_drop (school_id, sealed_at);
        """
}
