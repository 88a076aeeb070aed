internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Reports
internal import Store

/// `/plans`, `/plan?id=...`, `/plans/compare` and what is done with a plan there.
struct PlansController: Sendable {
    let server: PagesServer

    /// Planners see plans of which they see all schools; what a plan costs is nobody else's business.
    static func opens(_ reader: PageReader) -> Bool { reader.token?.role.allows(.planner) == true }

    /// To approve a plan binds money: an administrator's alone.
    static func mayDecide(_ reader: PageReader) -> Bool { reader.token?.role == .admin }

    func all(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await opened(request, context) { page in
            let plans = try await server.services.store.plans(scope: page.reader.scope)
            try await server.note(page, "/plans", rows: plans.count)
            return try html("plans", page.wording("place.plans"), PlansPage(plans).values(page.wording), page)
        }
    }

    func one(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await opened(request, context) { page in
            let contents = try await plan(page.address["id"], page)
            var shown = PlanPage(contents, mayDecide: Self.mayDecide(page.reader))
            if let typed = page.address["sum"] {
                if let sum = Self.sum(typed) {
                    shown.trial = PlanTrial(contents, budget: sum)
                } else {
                    shown.wrongSum = typed
                }
            }
            shown.files = files(contents, page)
            try await server.note(page, "/plan", rows: contents.sites.count)
            var notices: [PageFrame.Notice] = []
            if let done = page.address["done"], ["approved", "advanced"].contains(done) {
                notices.append(.init(.done, page.wording("plan.done_\(done)")))
            }
            return try html("plan", contents.plan.name, shown.values(page.wording), page, notices: notices)
        }
    }

    func compare(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await opened(request, context) { page in
            let first = try await plan(page.address["first"], page)
            let second = try await plan(page.address["second"], page)
            try await server.note(page, "/plans/compare", rows: 2)
            return try html(
                "plans-compare", page.wording("plan.compare"), PlanComparisonPage(first, second).values(page.wording),
                page)
        }
    }

    /// Cable for the map's script, or with the sites for whoever takes the plan along.
    func mapData(_ request: Request, _ context: AggregatorContext, asFile: Bool) async throws -> Response {
        try await opened(request, context) { page in
            let contents = try await plan(page.address["id"], page)
            let (store, query) = (server.services.store, page.query())
            var places: [String: (latitude: Double, longitude: Double)] = [:]
            for node in try await store.fiberNodes() { places[node.id] = (node.latitude, node.longitude) }
            for row in try await store.placeRows(query, scope: page.reader.scope) {
                if let latitude = row.latitude, let longitude = row.longitude {
                    places[row.school] = (latitude, longitude)
                }
            }
            try await server.note(page, asFile ? "/plan/plan.geojson" : "/plan/segments", rows: contents.segments.count)
            return server.answer.bytes(
                try PlanMapData.json(contents, places: places, sites: asFile),
                type: "application/geo+json; charset=utf-8",
                fileName: asFile ? "parta-plan-\(contents.plan.id).geojson" : nil)
        }
    }

    // MARK: What is decided

    func approve(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await decided(request, context, "approved") { _, plan, page in
            try await noting(page, .planApproved, plan, "on a page").approvePlan(
                plan.id, by: page.reader.token?.name ?? "", at: page.now, programme: nil)
        }
    }

    /// Notes a stage; that a site is accepted is noted by the command, which asks its line's tests.
    func advance(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await decided(request, context, "advanced") { form, plan, page in
            guard let stage = form["stage"].flatMap(PlanStage.init(rawValue:)),
                [.tendered, .contracted, .built].contains(stage)
            else { throw PageRefusal.badForm }
            let part: PlanProgress.Part
            switch form["lot"] {
            case nil: part = .all
            case let word?:
                guard let lot = Int(word), lot > 0 else { throw PageRefusal.badForm }
                part = .lot(lot)
            }
            let document = form["document"].map { String($0.prefix(200)) }
            let progress = PlanProgress(
                plan: plan.id, part: part, stage: stage, day: CivilDate(utc: page.now), document: document,
                notedAt: page.now, notedBy: page.reader.token?.name ?? "")
            _ = try await noting(page, .planAdvanced, plan, "\(form["lot"] ?? "all"): \(stage.rawValue)")
                .advancePlan(progress)
        }
    }

    private func decided(
        _ request: Request, _ context: AggregatorContext, _ done: String,
        _ decide: (FormValues, SavedPlan, PageContext) async throws -> Void
    ) async throws -> Response {
        try await opened(request, context) { page in
            let form = try await FormValues(request, of: page, context, server.seal)
            guard Self.mayDecide(page.reader) else { throw PageRefusal.roleTooLow }
            let plan = try await plan(form["plan"], page).plan
            do {
                try await decide(form, plan, page)
            } catch StoreFailure.impossibleChange {
                // Somebody was quicker, or the lot is none of the plan's: the page shows what is so.
                throw PageRefusal.badForm
            }
            return server.answer.seeOther(
                Address("/plan", [("id", "\(plan.id)"), ("done", done)]).text)
        }
    }

    private func noting(
        _ page: PageContext, _ action: AuditAction, _ plan: SavedPlan, _ detail: String
    ) -> any Store {
        server.services.store.noting(
            AuditEntry(
                at: page.now, who: page.reader.token?.name ?? "", action: action, object: "plan \(plan.id)",
                detail: detail))
    }

    // MARK: Parts

    private func opened(
        _ request: Request, _ context: AggregatorContext, _ make: (PageContext) async throws -> Response
    ) async throws -> Response {
        try await server.page(request, context) { page in
            guard Self.opens(page.reader) else { throw PageRefusal.roleTooLow }
            return try await make(page)
        }
    }

    /// One of which the reader sees all schools; any other is not there.
    private func plan(_ text: String?, _ page: PageContext) async throws -> PlanContents {
        guard let id = text.flatMap({ Int($0) }) else { throw PageRefusal.notFound }
        do {
            return try await server.services.store.plan(id, scope: page.reader.scope)
        } catch StoreFailure.unknownPlan {
            throw PageRefusal.notFound
        }
    }

    private func html(
        _ template: String, _ title: String, _ values: [String: PageValue], _ page: PageContext,
        notices: [PageFrame.Notice] = []
    ) throws -> Response {
        server.answer.html(
            try page.frame(title, place: .plans, notices: notices).html(server.pages.web.templates, template, values))
    }

    /// The tables of the plan as lists of the reading API have them, and the map.
    private func files(_ contents: PlanContents, _ page: PageContext) -> [(name: String, address: String)] {
        let parts = contents.plan.kind == .fiber ? ["sites", "segments"] : ["purchases", "transfers", "sites"]
        let id = "\(contents.plan.id)"
        var files: [(name: String, address: String)] = []
        for part in parts {
            guard let endpoint = ReadingEndpoint(pageName: "plans-\(part)"), page.reader.opens(endpoint) else {
                continue
            }
            for ending in ["csv"] + (server.pages.makeSheet == nil ? [] : ["xlsx"]) {
                files.append(
                    (
                        "\(page.wording("plan.part_\(part)")) (\(ending.uppercased()))",
                        Address("/lists/plans-\(part).\(ending)", [("plan", id)]).text
                    ))
            }
        }
        if contents.plan.kind == .fiber {
            files.append(
                ("\(page.wording("place.map")) (GeoJSON)", Address("/plan/plan.geojson", [("id", id)]).text))
        }
        return files
    }

    /// As people write sums: digits, with spaces, and a comma or a point before the decimals.
    static func sum(_ text: String) -> Double? {
        let bare = text.filter { !$0.isWhitespace && $0 != "\u{00A0}" && $0 != "\u{202F}" && $0 != "'" }
        guard !bare.isEmpty, bare.utf8.count <= 18,
            bare.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") })
        else { return nil }
        // A mark with three digits behind it groups; one with fewer begins decimals.
        let pieces = bare.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard pieces.allSatisfy({ !$0.isEmpty }) else { return nil }
        if pieces.dropFirst().allSatisfy({ $0.utf8.count == 3 }) { return Double(pieces.joined()) }
        guard pieces.count == 2 else { return nil }
        return Double("\(pieces[0]).\(pieces[1])")
    }
}
