import FoundationEssentials
import Store
import Testing

extension StoreContract {
    static let guesses = [
        StoreContract("wrong guesses are counted by caller until their window has run") { world in
            try await world.store.noteGuess(from: ["a", "all"], at: world.at(0), since: world.at(-600))
            try await world.store.noteGuess(from: ["b", "all"], at: world.at(400), since: world.at(-200))
            try await world.store.noteGuess(from: ["a", "all"], at: world.at(500), since: world.at(-100))
            #expect(try await world.store.guesses(from: ["a", "b", "c", "all"], since: world.at(-1)) == [2, 1, 0, 3])
            // What began when the window ends is out of it, whoever looks or notes next.
            #expect(try await world.store.guesses(from: ["a", "b", "c", "all"], since: world.at(0)) == [0, 1, 0, 0])
            try await world.store.noteGuess(from: ["a", "all"], at: world.at(600), since: world.at(0))
            #expect(try await world.store.guesses(from: ["a", "b", "c", "all"], since: world.at(0)) == [1, 1, 0, 1])
        },
        StoreContract("what a caller may have in a window is given out once, whoever asks for it") { world in
            var taken = try await world.take(6, at: 100)
            #expect(taken == TakenAllowance(granted: 6, began: world.at(100)))
            taken = try await world.take(6, at: 400)
            #expect(taken == TakenAllowance(granted: 4, began: world.at(100)))
            taken = try await world.take(6, at: 699)
            #expect(taken == TakenAllowance(granted: 0, began: world.at(100)))
            taken = try await world.take(12, of: "b", at: 699)
            #expect(taken == TakenAllowance(granted: 10, began: world.at(699)))
            taken = try await world.take(6, at: 700)
            #expect(taken == TakenAllowance(granted: 6, began: world.at(700)), "a new window")
            // A clock that was a day ahead is set right.
            _ = try await world.take(10, of: "c", at: 86_400)
            taken = try await world.take(6, of: "c", at: 800)
            #expect(taken == TakenAllowance(granted: 6, began: world.at(800)))
        },
    ]
}

extension ContractWorld {
    /// Of the ten that there are within ten minutes.
    fileprivate func take(
        _ amount: Int, of caller: String = "a", at seconds: TimeInterval
    ) async throws -> TakenAllowance {
        try await store.take(amount, of: caller, limit: 10, from: at(seconds), since: at(seconds - 600))
    }
}
