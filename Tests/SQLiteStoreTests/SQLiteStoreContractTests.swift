import Foundation
import SQLiteStore
import Store
import StoreContract
import Testing

@Suite("SQLite keeps the store's contract", .timeLimit(.minutes(1)))
struct SQLiteStoreContractTests {
    @Test("in memory", arguments: StoreContract.all)
    func inMemory(_ contract: StoreContract) async throws {
        try await contract.run { try SQLiteStore.inMemory() }
    }

    @Test("on disk", arguments: StoreContract.all)
    func onDisk(_ contract: StoreContract) async throws {
        let directory = try TemporaryDirectory()
        try await contract.run { try SQLiteStore.open(path: directory.path("parta.sqlite")) }
    }
}
