import Store
import Testing

extension StoreContract {
    static let norms = [
        StoreContract("keeps each version of a norm as its own text, and finds the latest by the norm's date") {
            world in
            func norm(_ id: String, _ version: String, _ date: String, _ text: String) -> KeptNorm {
                KeptNorm(id: id, version: version, date: date, names: Names(kk: "Н", en: id), text: text)
            }
            let files = [
                norm("a", "1", "2026-01-01", "first"), norm("a", "2", "2025-01-01", "of an earlier date"),
                norm("b", "1", "2026-01-01", "other"),
            ]
            #expect(try await world.store.importNorms(files, dryRun: true).added == ["a@1", "a@2", "b@1"])
            #expect(try await world.store.norms().isEmpty)
            _ = try await world.store.importNorms(files, dryRun: false)
            #expect(try await world.store.norms() == files)
            #expect(try await world.store.norm("a").text == "first")
            #expect(try await world.store.norm("a@2").text == "of an earlier date")
            let changed = norm("a", "1", "2026-01-01", "mended")
            let outcome = try await world.store.importNorms([changed, files[2]], dryRun: false)
            #expect(outcome.changed == ["a@1"] && outcome.unchanged == ["b@1"])
            #expect(try await world.store.norm("a") == changed)
            await #expect(throws: StoreFailure.unknownNorm("c", kept: ["a@1", "a@2", "b@1"])) {
                try await world.store.norm("c")
            }
            await #expect(throws: StoreFailure.doubledRow("a@1")) {
                try await world.store.importNorms([changed, changed], dryRun: false)
            }
        }
    ]
}
