import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let name = "Aigul S."

    private static func order(_ world: ContractWorld, by who: String = "aset") -> ErasureOrder {
        ErasureOrder(at: world.at(9_000), who: who, reason: "asked by Aigul S. herself")
    }

    static let erasingPeople = [
        StoreContract("a person's name is a mark wherever it stood, and what was done stays") { world in
            try await world.withSchools()
            let entries = [
                AuditEntry(at: world.at(1), who: name, action: .tokenRevoked, object: "token 1", detail: "of \(name)"),
                AuditEntry(at: world.at(2), who: "aset", action: .tokenMade, object: "token \(name)", detail: nil),
                AuditEntry(at: world.at(3), who: "x\(name)", action: .tokenMade, object: "x\(name)", detail: "100%"),
            ]
            for entry in entries { try await world.store.record(entry) }
            let word = NewSchoolWord(
                school: "A-1", at: world.at(4), who: name, kind: .breakage, subject: "tablet", stand: .reported,
                note: "ask \(name), room 7")
            _ = try await world.store.keep(word, scope: .everything)
            _ = try await world.token(name, .school, .school("A-1"))
            let counted = try await world.store.erasable(person: ErasedName(name))
            #expect(counted[.log] == 3 && counted[.words] == 2 && counted[.tokens] == 1)
            let erased = try await world.store.erase(person: ErasedName(name), order(world))
            let mark = try #require(erased.mark)
            #expect(erased.parts == counted.parts)
            let log = try await world.store.audit(since: nil, limit: nil)
            #expect(
                log.map { [$0.who, $0.object, $0.detail ?? ""] } == [
                    ["aset", mark, "6 rows; asked by \(mark) herself"], ["x\(name)", "x\(name)", "100%"],
                    ["aset", "token \(mark)", ""], [mark, "token 1", "of \(mark)"],
                ])
            let words = try await world.store.schoolWords(world.query(9_000), scope: .everything)
            #expect(words.map { [$0.who, $0.note] } == [[mark, "ask \(mark), room 7"]])
            #expect(try await world.store.tokens().map(\.name) == [mark])
            await #expect(throws: StoreFailure.unknownPerson) {
                try await world.store.erase(person: ErasedName(name), order(world))
            }
        },
        StoreContract("who erases their own name is not named by it, and each person has a mark of their own") {
            world in
            for who in ["one", "two"] {
                try await world.store.record(
                    AuditEntry(at: world.at(1), who: who, action: .tokenRevoked, object: "token 1"))
            }
            let marks = [
                try await world.store.erase(person: ErasedName("one"), order(world, by: "one")).mark,
                try await world.store.erase(person: ErasedName("two"), order(world, by: "two")).mark,
            ]
            #expect(Set(marks).count == 2 && !marks.contains(nil))
            let names = Set(try await world.store.audit(since: nil, limit: nil).map(\.who))
            #expect(names == Set(marks.compactMap(\.self)))
        },
    ]
}
