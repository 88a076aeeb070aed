import Foundation
import Hummingbird
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import Aggregator

@Suite("The API's description", .timeLimit(.minutes(1)))
struct OpenAPITests {
    private func document(_ world: ReadingWorld) async throws -> JSONValue {
        let answer = try await world.get("/api/openapi.json")
        #expect(answer.status == 200 && answer.headers["content-type"] == "application/json; charset=utf-8")
        return try answer.decoded(JSONValue.self)
    }

    @Test("every route is in it with its methods, and nothing that is not served")
    func routes() async throws {
        try await ReadingWorld.run { world in
            let paths = try #require(try await document(world)["paths"]?.object)
            let services = AggregatorServices(
                store: world.server.store, region: world.server.region, trust: nil,
                configuration: AggregatorConfiguration(listen: try ListenAddress("127.0.0.1:0")),
                now: { world.server.clock.now }, lineTestServer: { _ in nil }, makeToken: { _, _, _ in "" })
            let routes = AggregatorApplication.router(services).routes
            #expect(Set(routes.map { "\($0.path)" }) == Set(paths.keys))
            for (path, operations) in paths {
                let described = Set(try #require(operations.object).keys)
                for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] {
                    let answer = try await RawHTTP.send(
                        "\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                        port: world.server.port)
                    #expect((answer.status != 405) == described.contains(method.lowercased()), "\(method) \(path)")
                    #expect(answer.status != 404, "\(method) \(path)")
                }
            }
        }
    }

    @Test("every parameter is described, and is what a list takes", arguments: ReadingEndpoint.allCases)
    func parameters(_ endpoint: ReadingEndpoint) async throws {
        try await ReadingWorld.run { world in
            let list = try await document(world)["paths"]?[endpoint.path]?["get"]
            let described = try #require(list?["parameters"]?.array)
            #expect(described.compactMap { $0["name"]?.text } == endpoint.parameters.map(\.rawValue))
            let token = try await world.token(.admin)
            for parameter in described {
                let name = try #require(parameter["name"]?.text)
                #expect(try #require(parameter["description"]?.text).hasSuffix("."))
                let schema = try #require(parameter["schema"]?.object)
                #expect(schema["type"] == .text(["limit", "offset"].contains(name) ? "integer" : "string"))
                // A word of its own that it describes is one that it takes.
                for word in schema["enum"]?.array ?? [] {
                    let path = "\(endpoint.path)?\(name)=\(try #require(word.text))"
                    #expect(try await world.get(path, token: token).status == 200, "\(path)")
                }
            }
            #expect(list?["security"] == .array([.object(["token": .array([])])]))
        }
    }

    @Test("rows have the keys that are described, of the types that are")
    func rows() async throws {
        try await ReadingWorld.run { world in
            let document = try await document(world)
            let token = try await world.token(.admin)
            let store = world.server.store
            let tablets = Programme(id: "TAB", names: Names(en: "Tablets"), funder: "F", schools: ["T-1"])
            _ = try await store.importProgrammes([tablets], dryRun: false)
            _ = try await store.importDeliveries(
                [Delivery(programme: "TAB", school: "T-1", day: "2025-01-01", category: .tablet, count: 3)],
                dryRun: false)
            _ = try await store.importMilestones(
                [
                    Milestone(
                        programme: "TAB", school: "T-1", stage: .planned, day: "2025-01-01", cost: 5, currency: "KZT")
                ], dryRun: false)
            let period = try #require(ReportingPeriod("2025"))
            _ = try await store.importIndicators(
                [Indicator(id: "lessons", names: Names(en: "Lessons"), unit: "lessons")],
                values: [IndicatorValue(indicator: "lessons", school: "T-1", period: period, value: 3, target: 4)],
                dryRun: false)
            let plan = try await store.savePlan(Self.plan)
            try await store.approvePlan(plan, by: "head", at: Date(timeIntervalSince1970: 2), programme: "TAB")
            for endpoint in [
                ReadingEndpoint.programmes, .stages, .indicators, .expected, .plans, .planSites, .planSegments,
                .planPurchases, .planTransfers,
            ] {
                #expect(try await !world.rows(endpoint.path, token: token).isEmpty, "\(endpoint)")
            }
            for endpoint in ReadingEndpoint.allCases {
                let schema = document["components"]?["schemas"]?[RowSchema(of: endpoint).name]
                let properties = try #require(schema?["properties"]?.object)
                for row in try await world.rows(endpoint.path, token: token) {
                    #expect(Set(row.keys) == Set(properties.keys), "\(endpoint)")
                    for (key, value) in row { #expect(fits(value, properties[key]), "\(endpoint).\(key): \(value)") }
                }
            }
            // Lists that this world has no rows for.
            let slot = try ReportCoder.encode([SlotRow(school: "T-1")])
            let gateway = try ReportCoder.encode([GatewayRow(school: "T-1", line: "1")])
            let asset = try ReportCoder.encode([
                AssetRow(
                    school: "T-1", schoolName: "", inventoryNumber: "1", category: .computer, state: .inUse,
                    stateSince: "2025-09-01")
            ])
            for (endpoint, data) in [(ReadingEndpoint.slots, slot), (.gateways, gateway), (.assets, asset)] {
                let name = RowSchema(of: endpoint).name
                let properties = try #require(document["components"]?["schemas"]?[name]?["properties"]?.object)
                let row = try #require(try ReportCoder.decode([[String: JSONValue]].self, from: data).first)
                #expect(Set(row.keys) == Set(properties.keys), "\(endpoint)")
            }
        }
    }

    /// Something of each kind that a plan can hold.
    private static let plan = PlanContents(
        plan: SavedPlan(
            name: "one", kind: .equip, madeAt: Date(timeIntervalSince1970: 1), madeBy: "planner", inputHash: "ab",
            budget: 10, spent: 9, weight: 3, upperBound: 3),
        sites: [PlannedSite(site: "T-1", weight: 3, reason: "bought")],
        segments: [PlannedSegment(order: 1, from: "T-1", to: "T-1", cost: 1, phase: 1)],
        purchases: [
            PlannedPurchase(
                order: 1, lot: 1, district: "Kazakhstan/Aktobe/Alga", school: "T-1", category: .wifi, count: 1,
                unitPrice: 9, cost: 9)
        ], transfers: [PlannedTransfer(from: "T-1", to: "T-1", category: .wifi, count: 1, km: 0)])

    private func fits(_ value: JSONValue, _ schema: JSONValue?) -> Bool {
        guard let type = schema?["type"] else { return schema?["$ref"] != nil && value.object != nil }
        let types = type.array?.compactMap(\.text) ?? [type.text ?? ""]
        return switch value {
        case .null: types.contains("null")
        case .flag: types.contains("boolean")
        case .integer: types.contains("number") || types.contains("integer")
        case .number(let number): types.contains("number") || types.contains("integer") && number == number.rounded()
        case .text: types.contains("string")
        case .array: types.contains("array")
        case .object: types.contains("object")
        }
    }

    @Test("every reference leads somewhere")
    func references() async throws {
        try await ReadingWorld.run { world in
            let document = try await document(world)
            #expect(document["openapi"] == .text("3.1.1"))
            func references(_ value: JSONValue) -> [String] {
                switch value {
                case .object(let values): (values["$ref"]?.text.map { [$0] } ?? []) + values.values.flatMap(references)
                case .array(let values): values.flatMap(references)
                default: []
                }
            }
            let all = Set(references(document))
            #expect(all.count == ReadingEndpoint.allCases.count + 3)
            for reference in all {
                let name = try #require(reference.split(separator: "/").last)
                #expect(document["components"]?["schemas"]?[String(name)] != nil, "\(reference)")
            }
        }
    }

    @Test("docs/api.md names every list, every parameter and every word of a refusal")
    func page() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/api.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        for endpoint in ReadingEndpoint.allCases { #expect(text.contains("| `\(endpoint.path)` |"), "\(endpoint)") }
        for parameter in ReadingParameter.allCases {
            #expect(text.contains("| `\(parameter.rawValue)` |"), "\(parameter)")
        }
        let refusals: [ReadingRefusal] = [
            .noToken, .badToken, .tokenExpired, .tokenRevoked, .roleTooLow(needed: ""), .badParameter("", ""),
            .unknownPlace(""), .tooManyReads(retryAfterSeconds: 1), .busy(retryAfterSeconds: 1),
            .workingOut(schools: 1, retryAfterSeconds: 1),
        ]
        for refusal in refusals { #expect(text.contains("`\(refusal.word)`"), "\(refusal.word)") }
        for word in HubRefusal.words { #expect(text.contains("`\(word)`"), "\(word)") }
    }
}
