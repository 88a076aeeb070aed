internal import Hummingbird

extension AggregatorApplication {
    /// Every address of the pages.
    static func addPages(to router: Router<AggregatorContext>, _ server: PagesServer) {
        let signIn = SignInController(server: server)
        let lists = ListsController(server: server)
        let overview = OverviewController(server: server)
        router.get("/") { request, context in try await overview.show(request, context) }
        let school = SchoolController(server: server)
        router.get("school") { request, context in try await school.show(request, context) }
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
        for path in ["/", "school", "lists", "lists/:name", "web/:file"] {
            refuseOthers(than: [.get], at: path, in: router)
        }
    }
}
