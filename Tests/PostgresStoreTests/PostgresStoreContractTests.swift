import Store
import StoreContract
import Testing

@Suite("PostgreSQL keeps the store's contract", .timeLimit(.minutes(1)))
struct PostgresStoreContractTests {
    @Test("on a server", arguments: StoreContract.all)
    func onAServer(_ contract: StoreContract) async throws {
        try await LeasedDatabases.shared.withStore { store in try await contract.run { store } }
    }
}
