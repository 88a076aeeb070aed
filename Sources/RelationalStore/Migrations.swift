public import Relational

/// How the tables came to be: named steps, only ever added to, because databases in the field have run the earlier ones.
///
/// Times are whole seconds since 1970 (UTC), digests and keys blobs, everything else text and numbers as on the wire.
public enum Migrations {
    /// All steps, in the order in which they are taken.
    public static let steps = [
        SchemaStep("0001 registry", registry),
        SchemaStep("0002 agents", agents),
        SchemaStep("0003 reports", reports),
        SchemaStep("0004 facts", facts),
        SchemaStep("0005 identity", identity),
        SchemaStep("0006 agent states", agentStates),
        SchemaStep("0007 line truth", lineTruth),
        SchemaStep("0008 leases", leases),
        SchemaStep("0009 slots", slots),
        SchemaStep("0010 nonces", nonces),
        SchemaStep("0011 lease kinds", leaseKinds),
        SchemaStep("0012 silent lines", silentLines),
        SchemaStep("0013 lines apart", linesApart),
        SchemaStep("0014 trust statements", trustStatements),
        SchemaStep("0015 settings", settings),
        SchemaStep(
            "0016 approvals", approvals, moving: allowAgentsWithoutCode,
            anew: "ALTER TABLE agent ALTER COLUMN enrollment_id DROP NOT NULL"),
        SchemaStep("0017 bundles", bundles),
        SchemaStep("0018 device tables", deviceTables),
        SchemaStep("0019 reading", reading),
        SchemaStep("0020 backups", backups),
        SchemaStep("0021 intake bounds", intakeBounds),
        SchemaStep("0022 enrolment revocations", enrollmentRevocations),
        SchemaStep("0023 ended streams", endedStreams),
        SchemaStep("0024 registry history", registryHistory),
        SchemaStep("0025 assets", assets),
        SchemaStep("0026 presence", presence),
        SchemaStep("0027 line figures", lineFigures, moving: { try SlotOutcomes(db: $0).rebuildAll() }),
        SchemaStep("0028 programmes", programmes),
        SchemaStep("0029 line test details", lineTestDetails),
        SchemaStep("0030 school extras", schoolExtras),
        SchemaStep("0031 school search", schoolSearch, moving: indexSchools),
        SchemaStep("0032 packed days", packedDays, moving: packDaysAndSlots, anew: unpackedDays),
        SchemaStep("0034 norms", norms),
        SchemaStep("0035 fiber nodes and plans", plans),
        SchemaStep("0036 school's voice", schoolVoice),
        SchemaStep("0037 planned purchases", purchases),
        SchemaStep("0039 asset homes", assetHomes),
        SchemaStep("0040 programme figures", programmeFigures),
        SchemaStep("0033 school counts", schoolCounts),
        SchemaStep("0041 sensitive programmes", sensitiveProgrammes),
        SchemaStep("0038 guesses", guesses),
        SchemaStep("0042 heartbeat", heartbeat),
        SchemaStep("0043 hub", hub),
        SchemaStep("0044 forwarding", forwarding),
        SchemaStep(
            "0045 past line tests", pastLineTests, keepsReferences: true, moving: letVisitsStay, anew: visitsStay),
        SchemaStep("0048 computer devices", computerDevices, keepsReferences: true),
        // What is made anew is referred to by no other table.
        SchemaStep("0046 erasing", erasing, keepsReferences: true, moving: freePlansOfSchools, anew: freedPlans),
        SchemaStep("0047 erased devices", erasedDevices, keepsReferences: true),
        SchemaStep("0049 erased people", erasedPeople, keepsReferences: true),
        SchemaStep("0050 past figures", pastFigures, keepsReferences: true),
        SchemaStep("0051 due envelopes", dueEnvelopes, keepsReferences: true),
    ]

    /// `area_key`: the folded path with a slash after each level, so that an area is one range of it.
    private static let registry = """
        CREATE TABLE region_secret (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE school (
            id TEXT PRIMARY KEY,
            giga_id TEXT,
            name_kk TEXT,
            name_ru TEXT,
            name_en TEXT,
            country TEXT NOT NULL,
            region TEXT,
            district TEXT,
            area_key TEXT NOT NULL,
            type TEXT NOT NULL,
            supported_by TEXT REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
            latitude REAL,
            longitude REAL,
            pupils INTEGER,
            rural INTEGER,
            made_up INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX school_area ON school (area_key);
        CREATE INDEX school_support ON school (supported_by);
        """

    /// An agent's school is the assignment whose `valid_to` is open; the past keeps the earlier ones.
    private static let agents = """
        CREATE TABLE enrollment (
            id INTEGER PRIMARY KEY,
            secret_hash BLOB NOT NULL UNIQUE,
            school_id TEXT NOT NULL REFERENCES school (id),
            room TEXT,
            uses INTEGER NOT NULL,
            uses_left INTEGER NOT NULL CHECK (uses_left BETWEEN 0 AND uses),
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX enrollment_school ON enrollment (school_id);

        CREATE TABLE agent (
            id TEXT PRIMARY KEY,
            public_key BLOB NOT NULL,
            state TEXT NOT NULL,
            version TEXT,
            enrollment_id INTEGER NOT NULL REFERENCES enrollment (id),
            enrolled_at INTEGER NOT NULL,
            revoked_at INTEGER,
            last_seen INTEGER,
            reports INTEGER NOT NULL DEFAULT 0,
            set_aside INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE assignment (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            valid_from INTEGER NOT NULL,
            valid_to INTEGER,
            school_id TEXT NOT NULL REFERENCES school (id),
            room TEXT,
            label TEXT,
            PRIMARY KEY (agent_id, valid_from)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX assignment_current ON assignment (agent_id) WHERE valid_to IS NULL;
        CREATE INDEX assignment_school ON assignment (school_id) WHERE valid_to IS NULL;
        """

    private static let reports = """
        CREATE TABLE stream (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            stream TEXT NOT NULL,
            ranges TEXT NOT NULL,
            ended_at INTEGER,
            PRIMARY KEY (agent_id, stream)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE envelope (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            agent_id TEXT NOT NULL REFERENCES agent (id),
            stream TEXT NOT NULL,
            seq INTEGER NOT NULL,
            digest BLOB NOT NULL,
            received_at INTEGER NOT NULL,
            text TEXT NOT NULL,
            UNIQUE (agent_id, stream, seq)
        ) STRICT;

        CREATE TABLE set_aside (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            digest BLOB NOT NULL,
            stream TEXT NOT NULL,
            seq INTEGER NOT NULL,
            reason TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (agent_id, digest)
        ) STRICT;
        """

    /// `school_id` in facts that have a date is where the agent was assigned on that date.
    private static let facts = """
        CREATE TABLE computer (
            agent_id TEXT PRIMARY KEY REFERENCES agent (id),
            stream TEXT NOT NULL,
            seq INTEGER NOT NULL,
            sealed_at INTEGER NOT NULL,
            scanned_at INTEGER NOT NULL,
            label TEXT,
            room TEXT,
            vendor TEXT,
            model TEXT,
            chassis TEXT,
            firmware_date TEXT,
            cpu TEXT,
            cpu_count INTEGER,
            memory_mib INTEGER,
            os TEXT,
            kernel TEXT,
            architecture TEXT,
            agent_version TEXT NOT NULL,
            pedagogical INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE device (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            device_id TEXT NOT NULL,
            attached INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            category TEXT NOT NULL,
            confidence TEXT NOT NULL,
            rule TEXT NOT NULL,
            bus TEXT NOT NULL,
            vendor_id TEXT,
            product_id TEXT,
            vendor TEXT,
            product TEXT,
            serial TEXT,
            port TEXT,
            driver TEXT,
            pedagogical INTEGER NOT NULL,
            external INTEGER,
            PRIMARY KEY (agent_id, device_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX device_category ON device (category, agent_id);

        CREATE TABLE device_day (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            device_id TEXT NOT NULL,
            day TEXT NOT NULL,
            stream TEXT NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            minutes INTEGER NOT NULL,
            times_plugged INTEGER NOT NULL,
            PRIMARY KEY (agent_id, device_id, day, stream)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX device_day_school ON device_day (school_id, day);

        CREATE TABLE line_test (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            id TEXT NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            started_at INTEGER NOT NULL,
            time_estimated INTEGER NOT NULL,
            download_mbps REAL,
            upload_mbps REAL,
            idle_latency_ms REAL,
            loaded_latency_ms REAL,
            jitter_ms REAL,
            loss REAL,
            bytes_received INTEGER NOT NULL,
            bytes_sent INTEGER NOT NULL,
            stopped_early INTEGER NOT NULL,
            verdict TEXT NOT NULL,
            method TEXT NOT NULL,
            server TEXT NOT NULL,
            problem TEXT,
            PRIMARY KEY (agent_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX line_test_school ON line_test (school_id, started_at);
        """

    /// `component` is what an agent's machine is known by; `agent_boot` on which boots its key seals, in the order they were
    /// heard; `rekey_boot` the one of them that is to take a new key.
    private static let identity = """
        ALTER TABLE agent ADD COLUMN cloned_from TEXT;
        ALTER TABLE agent ADD COLUMN succeeds TEXT REFERENCES agent (id);
        ALTER TABLE agent ADD COLUMN suspected_at INTEGER;
        ALTER TABLE agent ADD COLUMN rekey_boot TEXT;
        CREATE INDEX agent_succeeds ON agent (succeeds) WHERE succeeds IS NOT NULL;

        CREATE TABLE component (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            kind TEXT NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (agent_id, kind, hash)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX component_hash ON component (kind, hash);

        CREATE TABLE agent_boot (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            boot_id TEXT NOT NULL,
            stream TEXT NOT NULL,
            min_seq INTEGER NOT NULL,
            max_seq INTEGER NOT NULL,
            first_order INTEGER NOT NULL,
            last_order INTEGER NOT NULL,
            settled INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (agent_id, boot_id, stream)
        ) STRICT, WITHOUT ROWID;
        """

    /// When an agent was taken in or revoked, each time, and by which code: a revoked agent comes back only by one that it
    /// has not used.
    private static let agentStates = """
        CREATE TABLE agent_state (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            agent_id TEXT NOT NULL REFERENCES agent (id),
            state TEXT NOT NULL,
            changed_at INTEGER NOT NULL,
            enrollment_id INTEGER REFERENCES enrollment (id)
        ) STRICT;
        CREATE INDEX agent_state_agent ON agent_state (agent_id, enrollment_id);
        INSERT INTO agent_state (agent_id, state, changed_at, enrollment_id)
            SELECT id, 'enrolled', enrolled_at, enrollment_id FROM agent ORDER BY enrolled_at;
        INSERT INTO agent_state (agent_id, state, changed_at)
            SELECT id, 'revoked', revoked_at FROM agent WHERE revoked_at IS NOT NULL ORDER BY revoked_at;
        """
}
