internal import Hummingbird
internal import Store

extension AggregatorApplication {
    /// Every address of the pages.
    static func addPages(to router: Router<AggregatorContext>, _ server: PagesServer) {
        let signIn = SignInController(server: server)
        let lists = ListsController(server: server)
        let overview = OverviewController(server: server)
        router.get("/") { request, context in try await overview.show(request, context) }
        let school = SchoolController(server: server)
        router.get("school") { request, context in try await school.show(request, context) }
        addMap(to: router, server)
        addPlans(to: router, server)
        addAgents(to: router, server)
        addVoice(to: router, server)
        router.get("sign-in") { request, context in try signIn.form(request, context) }
        router.post("sign-in") { request, context in try await signIn.signIn(request, context) }
        router.post("sign-out") { request, context in try await signIn.signOut(request, context) }
        router.get("lists") { request, context in try await lists.index(request, context) }
        router.get("lists/:name") { request, context in
            try await lists.list(context.parameters.get("name") ?? "", request, context)
        }
        router.get("web/:file") { request, context in
            guard let name = context.parameters.get("file"), let asset = server.pages.web.assets[name] else {
                throw Refusal.notFound
            }
            return server.answer.asset(asset, request)
        }
        refuseOthers(than: [.get, .post], at: "sign-in", in: router)
        refuseOthers(than: [.post], at: "sign-out", in: router)
        for path in [
            "/", "school", "map", "map/data", "programmes", "programme", "agents", "lists", "lists/:name", "web/:file",
        ] {
            refuseOthers(than: [.get], at: path, in: router)
        }
    }

    private static func addMap(to router: Router<AggregatorContext>, _ server: PagesServer) {
        let map = MapController(server: server)
        let programmes = ProgrammesController(server: server)
        router.get("map") { request, context in try await map.show(request, context) }
        router.get("map/data") { request, context in try await map.data(request, context) }
        router.get("programmes") { request, context in try await programmes.all(request, context) }
        router.get("programme") { request, context in try await programmes.one(request, context) }
    }

    private static func addPlans(to router: Router<AggregatorContext>, _ server: PagesServer) {
        let plans = PlansController(server: server)
        router.get("plans") { request, context in try await plans.all(request, context) }
        router.get("plans/compare") { request, context in try await plans.compare(request, context) }
        router.get("plan") { request, context in try await plans.one(request, context) }
        router.get("plan/segments") { request, context in try await plans.mapData(request, context, asFile: false) }
        router.get("plan/plan.geojson") { request, context in try await plans.mapData(request, context, asFile: true) }
        router.post("plan/approve") { request, context in try await plans.approve(request, context) }
        router.post("plan/advance") { request, context in try await plans.advance(request, context) }
        for path in ["plans", "plans/compare", "plan", "plan/segments", "plan/plan.geojson"] {
            refuseOthers(than: [.get], at: path, in: router)
        }
        for path in ["plan/approve", "plan/advance"] { refuseOthers(than: [.post], at: path, in: router) }
    }

    private static func addAgents(to router: Router<AggregatorContext>, _ server: PagesServer) {
        let agents = AgentsController(server: server)
        router.get("agents") { request, context in try await agents.show(request, context) }
        router.get("agents/revoke") { request, context in try await agents.ask(request, context) }
        router.post("agents/revoke") { request, context in try await agents.revoke(request, context) }
        refuseOthers(than: [.get, .post], at: "agents/revoke", in: router)
    }

    private static func addVoice(to router: Router<AggregatorContext>, _ server: PagesServer) {
        let voice = VoiceController(server: server)
        for kind in SchoolWord.Kind.allCases {
            router.post(RouterPath("voice/\(kind.rawValue)")) { request, context in
                try await voice.say(kind, request, context)
            }
            refuseOthers(than: [.post], at: "voice/\(kind.rawValue)", in: router)
        }
        router.post("voice/room") { request, context in try await voice.move(request, context) }
        router.post("voice/indicator") { request, context in try await voice.enter(request, context) }
        router.get("voice/dossier") { request, context in try await voice.dossier(request, context) }
        for path in ["voice/room", "voice/indicator"] { refuseOthers(than: [.post], at: path, in: router) }
        refuseOthers(than: [.get], at: "voice/dossier", in: router)
    }
}
