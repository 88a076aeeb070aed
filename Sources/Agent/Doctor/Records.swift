internal import FoundationEssentials
internal import Glibc
internal import Outbox
internal import Reports

/// Everything that lies in a state directory, read without its lock; what cannot be read is named and the rest goes on.
struct Records: Sendable {
    private(set) var state: StateFacts
    /// Who holds the lock; 0 where it does not say, nil where nobody does.
    private(set) var holder: Int32?
    private(set) var key: VerifyingKey?
    /// Only of this agent's own.
    private(set) var enrollment: Enrollment?
    /// Whether there is an enrolment of another key.
    private(set) var isForeign = false
    private(set) var clonedFrom: AgentID?
    private(set) var standing: RegionStanding?
    private(set) var refusal: EnrollmentRefusal?
    private(set) var servers: KnownServers?
    private(set) var trust: ServerTrust?
    private(set) var settings: SettingsDocument?
    private(set) var gateways: KnownGateways?
    private(set) var outbox: OutboxStatus?
    private(set) var outboxFailure: OutboxFailure?
    private(set) var insight = OutboxInsight()

    var isReadable: Bool { state.presence != .hidden }

    /// How many envelopes and slots are looked through.
    private static let limit = 40

    init(stateDirectory path: String) {
        state = StateFacts(path: path, presence: Self.presence(of: path))
        guard state.presence == .readable else { return }
        look(at: path)
        holder = (try? StateDirectory.holder(of: path)) ?? nil
        key = note("key") { try StateDirectory.signingKey(in: path)?.publicKey }
        state.agent = key?.agentID
        if let saved = note("enrollment.json", { try StateDirectory.enrollment(in: path) }) {
            isForeign = saved.agent != nil && saved.agent != state.agent
            enrollment = isForeign ? nil : saved
        }
        refusal = StateDirectory.refusal(in: path)
        _ = note("machine.json") { try Self.read(MachineRecord.self, path, "machine.json") }
        gateways = note("gateways.json") { try Self.read(KnownGateways.self, path, "gateways.json") }
        servers = note("trust.json") { try Self.read(KnownServers.self, path, "trust.json") }
        if let agent = state.agent {
            clonedFrom = note("origin.json") { try StateDirectory.origin(of: agent, in: path)?.clonedFrom }
            standing = StateDirectory.standing(of: agent, in: path)
        }
        if let region = enrollment?.regionKey {
            trust = servers?.trust(of: region)
            settings = (try? SettingsKeeper.document(in: path, of: region)) ?? nil
        }
        state.left = LeftOutbox.all(besideOutboxAt: "\(path)/outbox.sqlite")
        readOutbox("\(path)/outbox.sqlite")
    }

    /// The latest slots, whether sealed or not, the latest first.
    var slots: [SlotRecord] {
        var slots = insight.slots
        guard let key else { return slots }
        for text in insight.envelopes where slots.count < Self.limit {
            guard let envelope = try? Envelope(text: text),
                let report = try? envelope.open(Report.self, kind: .report, with: key)
            else { continue }
            slots += (report.slots ?? []).reversed()
        }
        return slots.sorted { $0.plannedAt > $1.plannedAt }
    }

    private mutating func readOutbox(_ path: String) {
        do {
            outbox = try Outbox.status(ofFileAt: path)
            if let found = try OutboxInsight(ofFileAt: path, ledger: SurveyMemory.ledgerKey, limit: Self.limit) {
                insight = found
            }
        } catch let failure as OutboxFailure {
            outboxFailure = failure
        } catch {
            outboxFailure = OutboxFailure(code: .unreadable, path: path, reason: "\(error)")
        }
    }

    private mutating func note<Value>(_ name: String, _ read: () throws -> Value?) -> Value? {
        do {
            return try read()
        } catch let failure as StateFailure {
            state.damage.append(StateFacts.Damage(name: name, reason: failure.reason))
        } catch {
            state.damage.append(StateFacts.Damage(name: name, reason: "\(error)"))
        }
        return nil
    }

    /// Owners, modes and what was moved aside.
    private mutating func look(at path: String) {
        var directory = stat()
        guard stat(path, &directory) == 0 else { return }
        if directory.st_mode & 0o022 != 0 { state.open.append(".") }
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() {
            var file = stat()
            guard lstat("\(path)/\(name)", &file) == 0 else { continue }
            let isFile = file.st_mode & S_IFMT == S_IFREG
            if isFile, file.st_mode & 0o077 != 0 { state.open.append(name) }
            if file.st_uid != directory.st_uid { state.foreign.append(name) }
            // The log of a database that was moved aside goes with it.
            if name.contains(".corrupt-"), !name.hasSuffix("-wal"), !name.hasSuffix("-shm") { state.aside.append(name) }
        }
    }

    private static func presence(of path: String) -> StateFacts.Presence {
        if access(path, R_OK | X_OK) == 0 { return .readable }
        return errno == ENOENT || errno == ENOTDIR ? .absent : .hidden
    }

    private static func read<Value: Decodable>(_ type: Value.Type, _ path: String, _ name: String) throws -> Value? {
        try StateDirectory.read(type, "\(path)/\(name)", as: "what the agent wrote there")
    }
}
