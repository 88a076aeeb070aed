internal import Examples
internal import Foundation
internal import Presentation
internal import RelationalStore
internal import Reports
internal import SQLiteStore
internal import Store

/// Writes a made-up country into a database of its own, some schools at a time, so that memory stays flat.
struct CountryWriter {
    /// So many schools are in memory at a time, twice: those being written and those being made.
    private static let batch = 20
    /// So many schools' registers come in with one import.
    private static let registerBatch = 200

    private struct Made {
        var schools: [MadeSchool]
        var books: MadeBooks
        /// Of computers whose reports are taken, where keys were asked for.
        var keys: [Data] = []
    }

    private let country: MadeCountry
    private let keys: ExclusiveFile?

    /// - Parameter keys: where the computers' private keys go, so that somebody can report in their name; without it nobody has
    ///   any.
    init(_ country: MadeCountry, keys: ExclusiveFile? = nil) {
        self.country = country
        self.keys = keys
    }

    /// While one batch is written, the next is made.
    func write(to path: String) async throws {
        let store = try SQLiteStore.openForExample(path: path)
        try await store.beginExample()
        var batch = try await make(from: 0)
        var written = 0
        var contracts: [LineContract] = []
        while !batch.schools.isEmpty {
            let start = written + batch.schools.count
            async let next = make(from: start)
            try await store.writeExample(batch.schools)
            try await bring(batch.books, to: store)
            contracts += batch.schools.flatMap(\.contracts)
            try keys?.write(Data(batch.keys.map { "\(Base64URL.encode($0)) 1 -\n" }.joined().utf8))
            written = start
            say("\(written) of \(country.count) schools")
            batch = try await next
        }
        say("making indices")
        try await store.finishExample()
        try await register(contracts, in: store)
        if Terminal.showsProgress { Terminal.endProgress() }
        try store.close()
    }

    private func bring(_ books: MadeBooks, to store: RelationalStore) async throws {
        let time = country.parameters.asOf.startUTC
        _ = try await store.importAssets(books.assets, at: time, dryRun: false)
        _ = try await store.importStocktakes(books.stocktakes, at: time, dryRun: false)
    }

    /// What offices know comes in through the imports.
    private func register(_ contracts: [LineContract], in store: RelationalStore) async throws {
        let day = CivilDate(utc: Date(timeIntervalSince1970: 0))
        let time = country.parameters.asOf.startUTC
        _ = try await store.importAreas(country.areas, dryRun: false)
        for start in stride(from: 0, to: contracts.count, by: Self.registerBatch) {
            let part = contracts[start..<min(start + Self.registerBatch, contracts.count)]
            _ = try await store.importLines(Array(part), from: day, dryRun: false)
        }
        _ = try await store.importProgrammes(country.programmes, dryRun: false)
        for start in stride(from: 0, to: country.count, by: Self.registerBatch) {
            say("rooms, years and programmes of \(start) of \(country.count) schools")
            let register = country.register(of: start..<min(start + Self.registerBatch, country.count))
            _ = try await store.importSchoolYears(register.years, at: time, dryRun: false)
            _ = try await store.importRooms(register.rooms, from: day, dryRun: false)
            _ = try await store.importComputers(register.computers, at: time, dryRun: false)
            _ = try await store.importDeliveries(register.deliveries, dryRun: false)
            _ = try await store.importMilestones(register.milestones, dryRun: false)
            _ = try await store.importIndicators(
                country.indicators, values: register.indicatorValues, dryRun: false)
        }
    }

    @concurrent
    private func make(from start: Int) async throws -> Made {
        var made = Made(schools: [], books: MadeBooks())
        for index in start..<min(start + Self.batch, country.count) {
            let school = keys == nil ? country.school(at: index) : try signed(at: index, keys: &made.keys)
            let books = country.books(at: index, of: school)
            made.schools.append(school)
            made.books.assets += books.assets
            made.books.stocktakes += books.stocktakes
        }
        return made
    }

    /// The 32 bytes that are each computer's own are its private key, and what is entered is the public one.
    private func signed(at index: Int, keys: inout [Data]) throws -> MadeSchool {
        var seeds: [Data: Data] = [:]
        let school = try country.school(at: index) { seed in
            let publicKey = try SigningKey(rawRepresentation: seed).publicKey.rawRepresentation
            seeds[publicKey] = seed
            return publicKey
        }
        keys += school.computers.filter { $0.standing == .enrolled }.compactMap { seeds[$0.publicKey] }
        return school
    }

    private func say(_ progress: String) {
        if Terminal.showsProgress { Terminal.progress(progress) }
    }
}
