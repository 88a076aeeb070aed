import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let tokens = [
        StoreContract("a token is found by its hash alone, and knows what it opens") { world in
            try await world.withSchools()
            let made = try await world.token("Planning", .planner, .areas(["aktobe", "Kazakhstan/Kostanay/Rudny"]))
            #expect(made.areas.map(\.text) == ["Kazakhstan/Aktobe", "Kazakhstan/Kostanay/Rudny"])
            #expect(made.role == .planner && made.school == nil && made.createdBy == "operator")
            #expect(try await world.store.token(hash: world.secretHash("Planning")) == made)
            #expect(try await world.store.token(hash: world.secretHash("planning")) == nil)
            let school = try await world.token("School", .school, .school("B-1"))
            #expect(school.scope == .school("B-1"))
            #expect(try await world.store.tokens() == [made, school])
        },
        StoreContract("a token is revoked once and for all, and its name is never given again") { world in
            try await world.withSchools()
            let token = try await world.token("Planning", .reader, .areas(["Aktobe"]))
            #expect(token.state(at: world.at(86_399)) == .valid && token.state(at: world.at(86_400)) == .expired)
            _ = try await world.store.revokeToken(token.id, at: world.at(10))
            let again = try await world.store.revokeToken(token.id, at: world.at(20))
            #expect(again.revokedAt == world.at(10) && again.state(at: world.at(5)) == .revoked)
            await #expect(throws: StoreFailure.tokenNameTaken("Planning")) {
                _ = try await world.token("Planning", .reader, .areas(["Aktobe"]))
            }
            await #expect(throws: StoreFailure.unknownToken(99)) {
                _ = try await world.store.revokeToken(99, at: world.at(0))
            }
        },
        StoreContract("a token wants places that are there, and is not kept otherwise") { world in
            try await world.withSchools()
            _ = try await world.store.importSchools(
                [
                    School(
                        id: "C-1", names: Names(en: "C"),
                        area: AreaPath(country: "Kazakhstan", region: "Kostanay", district: "Alga"))
                ], dryRun: false)
            for (reach, failure) in [
                (.school("X"), .unknownSchool("X")), (.areas(["Atlantis"]), .unknownArea("Atlantis")),
                (
                    .areas(["Aktobe", "Alga"]),
                    .ambiguousArea("Alga", paths: ["Kazakhstan/Aktobe/Alga", "Kazakhstan/Kostanay/Alga"])
                ),
            ] as [(NewReaderToken.Reach, StoreFailure)] {
                await #expect(throws: failure) { _ = try await world.token("x", .reader, reach) }
            }
            #expect(try await world.store.tokens().isEmpty)
        },
        StoreContract("whoever sees one school sees it in every list, and no other") { world in
            try await world.withSchools()
            for school in ["A-1", "A-2", "B-1"] {
                let agent = try await world.withAgent(school: school)
                _ = try await world.store.ingest([
                    world.report(
                        agent, 1, scan: world.scan([world.device("d")]),
                        tests: [world.test("t", at: 5, down: 9, up: 1)])
                ])
            }
            let store = world.store
            for id in ["A-1", "B-1"] {
                for query in [world.query(), world.query(area: "Kazakhstan"), world.query(school: id)] {
                    let scope = Scope.school(id)
                    #expect(try await store.schools(query, scope: scope).map(\.school.id) == [id])
                    #expect(try await store.computers(query, scope: scope).map(\.school) == [id])
                    #expect(try await store.devices(query, scope: scope).map(\.school) == [id])
                    #expect(try await store.lines(query, scope: scope).map(\.school) == [id])
                    #expect(try await store.agents(query, scope: scope).map(\.school) == [id])
                    #expect(try await store.enrollments(query, scope: scope).map(\.school) == [id])
                    #expect(try await store.figures(query, scope: scope).computers == 1)
                }
                #expect(try await store.envelopes(after: 0, limit: 9, scope: .school(id)).count == 1)
            }
            await #expect(throws: StoreFailure.unknownSchool("A-2")) {
                _ = try await store.lines(world.query(school: "A-2"), scope: .school("A-1"))
            }
            await #expect(throws: StoreFailure.unknownArea("Temir")) {
                _ = try await store.lines(world.query(area: "Temir"), scope: .school("A-1"))
            }
            await #expect(throws: StoreFailure.unknownSchool("A-2")) {
                _ = try await store.settings(of: .school("A-2"), scope: .school("A-1"))
            }
        },
        StoreContract("counts of few children are hidden before anything is computed from them") { world in
            try await world.withSchools()
            var small = ContractWorld.schools[0]
            small.pupils = 4
            try await world.importing([small], on: 0)
            let agent = try await world.withAgent()
            _ = try await world.store.ingest([
                world.report(agent, 1, tests: [world.test("t", at: 5, down: 9, up: 1)])
            ])
            var query = world.query(area: "Aktobe")
            query.norm = LineNorm(name: "telling", floorMbps: 0.001, pupilsPerMbps: 1)
            #expect(try await world.store.schools(query, scope: .everything).map(\.school.pupils) == [4, 62])
            #expect(try await world.store.lines(query, scope: .everything).map(\.norm.requiredMbps) == [4])
            query.suppression = .leavingRegion
            #expect(try await world.store.schools(query, scope: .everything).map(\.school.pupils) == [nil, 62])
            let line = try #require(try await world.store.lines(query, scope: .everything).first)
            #expect(line.pupils == nil && line.norm.requiredMbps == 0.001)
        },
    ]
}

extension ContractWorld {
    /// A token by its name, good for a day.
    func token(_ name: String, _ role: ReaderRole, _ reach: NewReaderToken.Reach) async throws -> ReaderToken {
        try await store.createToken(
            NewReaderToken(
                hash: secretHash(name), name: name, role: role, reach: reach, createdAt: start, createdBy: "operator",
                expiresAt: at(86_400)))
    }
}
