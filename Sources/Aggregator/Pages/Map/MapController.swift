internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Reports
internal import Store

/// `/map`, and `/map/data`, which its script fetches.
struct MapController: Sendable {
    static let days = 60

    let server: PagesServer

    func show(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            guard let all = try await marks(page) else {
                return try server.coming(page, title: page.wording("place.map"), place: .map)
            }
            let (shown, problem) = try await filtered(all.value, page)
            var map = MapPage(
                shown, address: Self.address(page), readAt: page.wording.moment(all.madeAt),
                canDraw: server.pages.web.hasLeaflet)
            map.problem = problem
            map.tiles = server.pages.tiles.map { ($0.template, $0.attribution) }
            map.areas = Set(all.value.flatMap { $0.place.area.selfAndAncestors.map(\.text) }).sorted()
            map.offersProgramme = page.reader.opens(.programmes)
            map.layers = try await layers(page)
            if map.offersProgramme { map.programmes = try await programmes(page) }
            map.offersGap = server.pages.norm != nil
            try await server.note(page, "/map", rows: shown.count)
            var frame = page.frame(
                page.wording("place.map"), place: .map,
                notices: server.notices(page, isMadeUp: shown.contains { $0.place.madeUp }))
            if map.canDraw {
                frame.scripts = ["/web/leaflet.js", "/web/map.js"]
                frame.styles = ["/web/leaflet.css"]
            }
            return server.answer.html(
                try frame.html(server.pages.web.templates, "map", map.values(page.wording)),
                status: problem == nil ? .ok : .badRequest)
        }
    }

    func data(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            guard let all = try await marks(page) else {
                throw PageRefusal.busy(retryAfterSeconds: PagesServer.comingSeconds)
            }
            let (shown, _) = try await filtered(all.value, page)
            try await server.note(page, "/map/data", rows: shown.count)
            return server.answer.bytes(
                try MapData.json(shown, page.wording), type: "application/geo+json; charset=utf-8")
        }
    }

    /// Every school that the reader may see; nil while they are being read.
    private func marks(_ page: PageContext) async throws -> (value: [MapMark], madeAt: Date)? {
        let (store, scope, plain, period) = (
            server.services.store, page.reader.scope, page.query(), page.query(days: Self.days)
        )
        return try await server.memory.answer(
            "map \(page.wording.language.rawValue) \(page.reader.key)", within: server.pages.patience,
            rows: { (marks: [MapMark]) in marks.count / 2 },
            make: {
                let lines = Dictionary(grouping: try await store.lines(period, scope: scope), by: \.school)
                return try await store.placeRows(plain, scope: scope).map { MapMark($0, lines: lines[$0.school] ?? []) }
            })
    }

    /// What of an address narrows the map, and nothing else.
    private static func address(_ page: PageContext) -> Address {
        let known = ["area", "class", "cause", "type", "below_norm", "programme", "gap", "plan", "lang"]
        return Address(
            "/map",
            page.address.values.filter { known.contains($0.name) && !$0.value.isEmpty && $0.value.utf8.count <= 200 })
    }

    /// - Returns: the schools, and a sentence on what of the question could not be understood; then there are none.
    private func filtered(_ marks: [MapMark], _ page: PageContext) async throws -> ([MapMark], String?) {
        let address = Self.address(page)
        func wrong(_ name: String) -> ([MapMark], String?) {
            ([], page.wording("list.bad_filter", ["filter": page.wording("map.filter_\(name)")]))
        }
        var filter = MapFilter(area: address["area"], belowNorm: address["below_norm"] == "true")
        if let word = address["class"] {
            guard let one = LineClass(rawValue: word) else { return wrong("class") }
            filter.lineClass = one
        }
        if let word = address["cause"] {
            guard let cause = LineVerdict(rawValue: word) else { return wrong("cause") }
            filter.cause = cause
        }
        if let word = address["type"] {
            guard let type = SchoolType(rawValue: word) else { return wrong("type") }
            filter.type = type
        }
        if let programme = address["programme"], page.reader.opens(.programmes) {
            do {
                filter.schools = try await schools(of: programme, page)
            } catch StoreFailure.unknownProgramme {
                return ([], page.wording("list.unknown", ["filter": page.wording("filter.programme")]))
            }
        }
        if address["gap"] == "true", let norm = server.pages.norm {
            guard let lacking = try await lacking(norm, page) else {
                return ([], page.wording("overview.gaps_coming"))
            }
            filter.schools = filter.schools.map { $0.intersection(lacking) } ?? lacking
        }
        return (marks.filter(filter.passes), nil)
    }

    /// The cable of the plan that the address names, where the reader may see it.
    private func layers(_ page: PageContext) async throws -> [MapPage.Layer] {
        guard let id = page.address["plan"].flatMap({ Int($0) }), PlansController.opens(page.reader) else { return [] }
        guard let plan = try await server.services.store.plans(scope: page.reader.scope).first(where: { $0.id == id })
        else { return [] }
        return [
            MapPage.Layer(.segments, name: plan.name, address: Address("/plan/segments", [("id", "\(id)")]).text)
        ]
    }

    /// Programmes to choose from: while they are being read, the one that is chosen alone.
    private func programmes(_ page: PageContext) async throws -> [(id: String, name: String)] {
        let (store, scope, query) = (server.services.store, page.reader.scope, page.query(days: Self.days))
        let kept = try await server.memory.answer(
            "programme names \(page.wording.language.rawValue) \(page.reader.key)", within: .milliseconds(50),
            rows: { (names: [String: String]) in names.count },
            make: {
                let rows = try await store.programmes(query, by: .programme, scope: scope)
                return Dictionary(rows.compactMap { row in row.programme.map { ($0, row.programmeName ?? $0) } }) {
                    first, _ in first
                }
            })
        let chosen = page.address["programme"].map { [$0: $0] } ?? [:]
        return (kept?.value ?? chosen).sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
    }

    /// Those that take part in a programme.
    private func schools(of programme: String, _ page: PageContext) async throws -> Set<String> {
        var query = page.query(days: Self.days)
        query.filters.programme = programme
        let rows = try await server.services.store.programmes(query, by: .school, scope: page.reader.scope)
        return Set(rows.compactMap(\.school))
    }

    /// Those that certainly lack something that the norm makes mandatory; nil while that is being worked out.
    private func lacking(_ norm: EquipmentNorm, _ page: PageContext) async throws -> Set<String>? {
        let (store, scope, query) = (server.services.store, page.reader.scope, page.query())
        return try await server.memory.answer(
            "lacking \(page.reader.key)", within: server.pages.patience, rows: { (ids: Set<String>) in ids.count / 10 },
            make: {
                let rows = try await store.gaps(query, norm: norm, by: .school, scope: scope).rows
                return Set(rows.filter { $0.mandatory && $0.missingLow > 0 }.compactMap(\.school))
            })?.value
    }
}
