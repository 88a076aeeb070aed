internal import FoundationEssentials
internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Outbox
internal import Presentation
internal import Reports
internal import Udev

/// Looks at everything that an agent needs and says what is wrong; changes nothing, and holds no lock, so that it works
/// beside a running agent.
public struct Doctor: Sendable {
    /// Where the parts of a computer are that the doctor looks at.
    public struct Roots: Sendable {
        public var run: String
        public var localtime: String
        /// What systemd gives to the service (`EnvironmentFile=`).
        public var environmentFile: String

        public init(
            run: String = "/run", localtime: String = "/etc/localtime",
            environmentFile: String = "/etc/parta/agent.env"
        ) {
            (self.run, self.localtime, self.environmentFile) = (run, localtime, environmentFile)
        }
    }

    let paths: AgentPaths
    let roots: Roots
    let clock: AgentClock
    let group: any EventLoopGroup
    /// What the service's environment says beside this process's own.
    let file: EnvironmentFile

    /// - Parameter paths: their environment is this process's; what the service's file says wins over it.
    public init(paths: AgentPaths, roots: Roots = Roots()) {
        self.init(paths: paths, roots: roots, clock: .system(), group: MultiThreadedEventLoopGroup.singleton)
    }

    init(paths: AgentPaths, roots: Roots, clock: AgentClock, group: any EventLoopGroup) {
        file = EnvironmentFile(path: roots.environmentFile)
        var paths = paths
        paths.environment.merge(file.values) { $1 }
        (self.paths, self.roots, self.clock, self.group) = (paths, roots, clock, group)
    }

    /// Takes as long as a name and a server need to answer: a minute at most.
    public func examine() async -> Examination {
        let records = Records(stateDirectory: paths.state)
        let (line, complaints) = line(records)
        let connection = await connection(records)
        var findings = program(records, complaints: complaints).findings + service(records).findings
        findings += records.state.findings + enrolment(records).findings
        findings += clockFacts(records, connection).findings + connection.findings
        findings += outbox(records).findings
        findings += disk().map(\.findings) ?? [.skipped(.disk, "its file system cannot be looked at")]
        findings += devices(records).findings + line.findings
        return Examination(findings)
    }

    private func program(_ records: Records, complaints: [String]) -> ProgramFacts {
        let review = EnvironmentReview(environment: paths.environment, file: file)
        let pedagogical = PedagogicalSetting(environment: paths.environment).complaint
        return ProgramFacts(
            usesDispatch: paths.environment["PARTA_EXECUTOR"] == "dispatch",
            hiddenEnvironment: file.isHidden ? file.path : nil, settingsVersion: records.settings?.version,
            settingsAgeSeconds: records.settings.map { clock.now().wallClock.timeIntervalSince($0.issuedAt) },
            complaints: (complaints + [pedagogical].compactMap(\.self)).map(review.placed) + review.complaints)
    }

    private func service(_ records: Records) -> ServiceFacts {
        var facts = ServiceFacts(holder: records.holder, isStateReadable: records.isReadable)
        guard let holder = records.holder else { return facts }
        facts.runningSeconds = holder > 0 ? ProcessAge.seconds(of: holder) : nil
        facts.restarts = ServiceRestarts.count()
        do {
            let client = ControlClient(path: paths.controlSocket, patienceSeconds: 5)
            facts.answers = try client.ask(ControlRequest(.status))?.agent == records.state.agent
        } catch let failure as ControlFailure where failure.exitStatus == .noPermission {
            // Others than root and the agent's own user are turned away.
        } catch {
            facts.answers = false
        }
        return facts
    }

    private func enrolment(_ records: Records) -> EnrolmentFacts {
        EnrolmentFacts(
            isStateReadable: records.isReadable, file: enrollmentFile.facts, enrollment: records.enrollment,
            damage: records.state.damage.first { $0.name == "enrollment.json" }.map { "\($0.name) \($0.reason)" },
            isForeign: records.isForeign, standing: records.standing, refusal: records.refusal,
            clonedFrom: records.clonedFrom)
    }

    /// What a technician gave, and how it is to be told.
    var enrollmentFile: (content: EnrollmentFile?, facts: EnrolmentFacts.File) {
        do {
            let content = try EnrollmentFile.find(
                credentials: paths.environment["CREDENTIALS_DIRECTORY"], path: paths.enrollmentFile)
            var facts = stat()
            let written = stat(paths.enrollmentFile, &facts) == 0 ? Double(facts.st_mtim.tv_sec) : nil
            return (
                content, content == nil ? .absent : .there(written: written.map { Date(timeIntervalSince1970: $0) })
            )
        } catch let failure as StateFailure where failure.code == .notPermitted {
            return (nil, .hidden)
        } catch let failure as EnrollmentFailure {
            return (nil, .bad(reason: failure.reason))
        } catch {
            return (nil, .bad(reason: "\(error)"))
        }
    }

    private func clockFacts(_ records: Records, _ connection: ConnectionFacts) -> ClockFacts {
        let signed = [records.trust?.issuedAt, records.settings?.issuedAt].compactMap(\.self).max()
        return ClockFacts(
            now: clock.now().wallClock, built: BuildDate.read(), signed: signed, serverAhead: connection.answer?.ahead,
            zone: paths.environment["PARTA_TIME_ZONE"] ?? records.settings?.settings.timeZone
                ?? systemZone)
    }

    /// The computer's own, by its name where it has one; nil where none is set.
    private var systemZone: String? {
        guard access(roots.localtime, F_OK) == 0 else { return nil }
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: roots.localtime)
        return target?.split(separator: "/zoneinfo/").last.map(String.init) ?? "a time zone without a name"
    }

    private func outbox(_ records: Records) -> OutboxFacts {
        OutboxFacts(
            isStateReadable: records.isReadable, now: clock.now().wallClock, status: records.outbox,
            failure: records.outboxFailure, lastAcknowledged: records.insight.lastAcknowledged,
            isEnrolled: records.enrollment != nil)
    }

    /// Of the state directory, or of the nearest one above that can be looked at.
    private func disk() -> DiskFacts? {
        var path = paths.state
        var facts = statvfs()
        while statvfs(path, &facts) != 0 {
            guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        let (free, overflow) = Int(facts.f_bavail).multipliedReportingOverflow(by: Int(facts.f_frsize))
        return DiskFacts(freeBytes: overflow ? .max : free, isReadOnly: facts.f_flag & UInt(ST_RDONLY) != 0)
    }
}
