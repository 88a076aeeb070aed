public import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOPosix
public import Reports
public import ServiceLifecycle
public import Store

/// The aggregator's HTTP side, wired.
public enum AggregatorApplication {
    /// Of the process, as long as it runs. A loop for two processors: what a report costs is mostly spent on signatures and
    /// rows, which are other threads' work, and fewer loops find more to do each time they are woken.
    private static let loops = MultiThreadedEventLoopGroup(numberOfThreads: max(1, System.coreCount / 2))

    /// - Parameters:
    ///   - now: the server's clock.
    ///   - trust: the certificate to show, and what is said of the servers; without it the listener stays on loopback.
    ///   - lineTestServer: where to measure the line (`wss://HOST:PORT`), by the caller's Host header.
    ///   - makeToken: what opens that server, by the lease's id, the agent and the seconds that it is good for; empty
    ///     where the server is open to all.
    ///   - pages: what is shown to people in browsers; nil serves no pages.
    ///   - pulse: who knows whether the store answers; without it `/healthz` only says that the server does.
    ///   - onRunning: told once where the server listens, with the port the system chose.
    /// - Returns: a service that runs until its group shuts down; it throws `AggregatorFailure.cannotListen`.
    /// - Throws: `AggregatorFailure.notLoopback`, `.badCertificate`.
    public static func build(
        store: any Store, region: RegionIdentity, configuration: AggregatorConfiguration, logger: Logger,
        trust: TrustBoard? = nil, now: @escaping @Sendable () -> Date = { Date() },
        lineTestServer: @escaping @Sendable (String?) -> String? = { _ in nil },
        makeToken: @escaping @Sendable (String, AgentID, Int) -> String = { _, _, _ in "" },
        pages: PagesConfiguration? = nil, pulse: StorePulse? = nil,
        onRunning: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
    ) throws -> any Service {
        let isSecure = try configuration.tls.isOn(for: configuration.listen) && trust != nil
        try configuration.listen.requireSafe(withTLS: isSecure)
        let tls = try isSecure ? trust?.showcase.context() : nil
        let services = AggregatorServices(
            store: store, region: region, trust: trust, configuration: configuration, now: now,
            lineTestServer: lineTestServer,
            makeToken: makeToken, pulse: pulse)
        let listen = configuration.listen
        let application = Application(
            router: router(services, pages: pages, isTLS: isSecure),
            server: HTTPServerBuilder { responder in
                GuardedChannel(configuration: configuration, tls: tls, responder: responder)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(listen.host, port: listen.port), backlog: configuration.connections.backlog),
            onServerRunning: { channel in
                await onRunning(ListenAddress(host: listen.host, port: channel.localAddress?.port ?? listen.port))
            },
            eventLoopGroupProvider: .shared(loops), logger: logger)
        return ListeningService(application: application, address: listen)
    }

    static func router(
        _ services: AggregatorServices, pages: PagesConfiguration? = nil, isTLS: Bool = false
    ) -> Router<AggregatorContext> {
        let router = Router(context: AggregatorContext.self)
        router.add(middleware: RefusalMiddleware(tally: services.tally, pulse: services.pulse))
        let room = BodyRoom(
            limitBytes: services.configuration.bodyBytes, deliveryBytes: services.configuration.deliveryLimitBytes)
        router.add(middleware: BodyRoomMiddleware(room: room))
        let enrollment = EnrollmentController(services: services)
        let delivery = DeliveryController(services: services)
        let leases = LeaseController(services: services)
        let settings = SettingsController(
            services: services, desk: SettingsDesk(store: services.store, region: services.region))
        router.get("healthz") { _, _ in
            let outage = services.pulse?.outage
            return Response(
                status: outage == nil ? .ok : .serviceUnavailable,
                body: ResponseBody(byteBuffer: ByteBuffer(string: "\(outage?.sentence ?? "ok")\n")))
        }
        router.head("healthz") { _, _ in
            Response(status: services.pulse?.outage == nil ? .ok : .serviceUnavailable)
        }
        router.get("v1/region") { _, _ in
            try Response.json(RegionResponse(regionKey: services.region.publicKey, trust: services.trust?.statements))
        }
        router.post("v1/enroll") { request, context in try await enrollment.enroll(request, context: context) }
        router.post("v1/reports") { request, context in try await delivery.deliver(request, context: context) }
        router.post("v1/leases") { request, context in try await leases.answer(request, context: context) }
        router.get("v1/settings") { request, context in try await settings.answer(request, context: context) }
        let desk = ReaderDesk(services: services)
        let hub = HubController(services: services, desk: desk)
        router.post("v1/forward") { request, context in try await hub.forward(request, context: context) }
        refuseOthers(than: [.post], at: "v1/forward", in: router)
        addReading(to: router, services, desk)
        if let pages {
            addPages(to: router, PagesServer(services: services, desk: desk, pages: pages, isTLS: isTLS))
        }
        refuseOthers(than: [.get, .head], at: "healthz", in: router)
        refuseOthers(than: [.get], at: "v1/region", in: router)
        refuseOthers(than: [.post], at: "v1/enroll", in: router)
        refuseOthers(than: [.post], at: "v1/reports", in: router)
        refuseOthers(than: [.post], at: "v1/leases", in: router)
        refuseOthers(than: [.get], at: "v1/settings", in: router)
        return router
    }

    private static func addReading(
        to router: Router<AggregatorContext>, _ services: AggregatorServices, _ desk: ReaderDesk
    ) {
        let reading = ReadingController(services: services, desk: desk)
        let metrics = MetricsController(services: services, desk: desk)
        for endpoint in ReadingEndpoint.allCases {
            router.get(RouterPath(endpoint.path)) { request, context in
                try await reading.answer(endpoint, request, context)
            }
            refuseOthers(than: [.get], at: endpoint.path, in: router)
        }
        router.get(RouterPath(OpenAPIDocument.path)) { _, context in
            try desk.admit(context)
            return try Response.json(OpenAPIDocument.value)
        }
        router.get("metrics") { request, context in try await metrics.answer(request, context) }
        refuseOthers(than: [.get], at: OpenAPIDocument.path, in: router)
        refuseOthers(than: [.get], at: "metrics", in: router)
    }

    /// An address that is there answers 405 to a wrong method, and says which are right (RFC 9110, 15.5.6).
    static func refuseOthers(
        than allowed: [HTTPRequest.Method], at path: String, in router: Router<AggregatorContext>
    ) {
        let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]
        for method in methods where !allowed.contains(method) {
            router.on(RouterPath(path), method: method) { _, _ -> Response in
                var response = Refusal.methodNotAllowed.response()
                response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
                return response
            }
        }
    }
}

/// Says where it could not listen, which the system's error does not.
private struct ListeningService<Wrapped: Service>: Service {
    let application: Wrapped
    let address: ListenAddress

    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw AggregatorFailure.cannotListen(on: address, because: error)
        } catch let error as SocketAddressError {
            throw AggregatorFailure.cannotListen(on: address, because: error)
        }
    }
}
