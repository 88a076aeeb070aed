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
        }
    ]
}
