internal import FoundationEssentials
internal import NIOCore
internal import Reports

extension Doctor {
    /// A name whose server says nothing is waited for so long, in seconds.
    private static let lookupSeconds: Int64 = 10
    private static let limits = AggregatorClient.Limits(connectSeconds: 5, requestSeconds: 15, answerBytes: 262_144)

    /// Goes the way that the agent goes, with what it knows, and keeps nothing of what it learns.
    func connection(_ records: Records) async -> ConnectionFacts {
        var facts = ConnectionFacts()
        let file = records.enrollment == nil ? enrollmentFile.content : nil
        if !records.isReadable { facts.reason = "only root sees which server this computer has" }
        guard let server = records.enrollment?.server ?? file?.server else {
            if records.enrollment != nil || file != nil {
                facts.reason = "enrolled without a network: bundles carry reports"
            }
            return facts
        }
        let trust: RegionTrust? =
            if let enrollment = records.enrollment {
                RegionTrust(anchor: .key(enrollment.regionKey), known: records.servers)
            } else {
                file.map { RegionTrust(anchor: $0.anchor) }
            }
        facts.server = server
        let proxies = ProxySetting(environment: paths.environment)
        facts.proxySource = proxies.variable.map { $0 + (isInFile($0) ? " in \(self.file.path)" : "") }
        do {
            let proxy = try proxies.proxy(for: server)
            facts.proxy = proxy?.description
            facts.lookup = await lookup(proxy?.host ?? server.host, port: proxy?.port ?? server.port)
        } catch {
            facts.proxyFailure = "\(server.text) \((error as? ConnectionFailure)?.reason ?? "\(error)")"
            return facts
        }
        let isFound = facts.lookup?.failure == nil
        guard isFound || trust?.candidates(enrolledAt: server).count ?? 0 > 1 else { return facts }
        let client = AggregatorClient(
            server: server, on: group, limits: Self.limits, agentVersion: Version.text, trust: trust, proxies: proxies)
        do {
            facts.answer = try await ask(client, expecting: trust)
            facts.server = trust?.known?.lastServer ?? server
        } catch {
            facts.failure = ConnectionFailure(error, server: server.text)
        }
        let known = trust?.statement
        (facts.statement, facts.pins) = (known?.version ?? 0, known?.pins ?? [])
        facts.pin = trust?.lastPin
        let now = clock.now().wallClock
        facts.notes = trust?.notes(now: max(now, BuildDate.read() ?? now)) ?? []
        return facts
    }

    private func isInFile(_ variable: String) -> Bool { file.values[variable]?.isEmpty == false }

    private func ask(_ client: AggregatorClient, expecting trust: RegionTrust?) async throws -> ConnectionFacts.Answer {
        try await client.withConnection { connection in
            try await connection.open()
            let begin = ContinuousClock.now
            let health = try await connection.get("/healthz")
            let seconds = Self.seconds(since: begin)
            let ahead = health.date.map { $0.timeIntervalSince(clock.now().wallClock) }
            let shown = try await connection.get("/v1/region")
            let region = try? ReportCoder.decode(RegionResponse.self, from: shown.body)
            return ConnectionFacts.Answer(
                status: health.status == 200 && !shown.isSuccess ? shown.status : health.status,
                isOurs: region.map { trust?.isOf($0.regionKey) == true }, seconds: seconds, ahead: ahead)
        }
    }

    private func lookup(_ host: String, port: Int) async -> ConnectionFacts.Lookup {
        let loop = group.next()
        let begin = ContinuousClock.now
        let promise = loop.makePromise(of: [SocketAddress].self)
        let alarm = loop.scheduleTask(in: .seconds(Self.lookupSeconds)) {
            promise.fail(
                ConnectionFailure(
                    code: .unresolvable, server: host,
                    reason: "cannot be found by its name: no DNS server answered within \(Self.lookupSeconds) s"))
        }
        AddressLookup.addresses(of: host, port: port, named: host, on: loop).cascade(to: promise)
        defer { alarm.cancel() }
        let isNumeric = host == "localhost" || (try? SocketAddress(ipAddress: host, port: port)) != nil
        do {
            let count = try await promise.futureResult.get().count
            return ConnectionFacts.Lookup(
                host: host, addresses: count, seconds: Self.seconds(since: begin), isNumeric: isNumeric)
        } catch {
            let reason = (error as? ConnectionFailure)?.reason ?? "\(error)"
            return ConnectionFacts.Lookup(
                host: host, addresses: 0, seconds: Self.seconds(since: begin), failure: reason)
        }
    }

    private static func seconds(since begin: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = begin.duration(to: .now).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
