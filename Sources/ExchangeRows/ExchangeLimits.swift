/// What one run of `parta-exchange` may use, told to it by whoever starts it.
///
/// A crafted XLSX of 5 MB has been seen to take 17 s and 607 MB; a registry of 8,000 schools takes under 2 s and 300 MB.
public struct ExchangeLimits: Sendable, Equatable {
    /// Of address space (RLIMIT_AS); the library and what it links map some 150 MB before any file is open.
    public var memoryMiB: Int
    /// Of processor time (RLIMIT_CPU).
    public var processorSeconds: Int
    /// Until `parta` ends it.
    public var wallSeconds: Int

    public init(memoryMiB: Int = 1_024, processorSeconds: Int = 60, wallSeconds: Int = 120) {
        self.memoryMiB = memoryMiB
        self.processorSeconds = processorSeconds
        self.wallSeconds = wallSeconds
    }

    /// The largest file that is opened.
    public static let fileBytes = 268_435_456
    /// The most rows that are handed on.
    public static let rows = 200_000
    public static let columns = 1_000
    /// The longest name of a column, in bytes.
    public static let nameBytes = 200
    /// The largest cell, in bytes.
    public static let cellBytes = 10_000
    /// All lines together.
    public static let streamBytes = 67_108_864

    /// What reading a country's roads may use: an extract of OpenStreetMap keeps all nodes at hand while it is read.
    public static let roads = ExchangeLimits(memoryMiB: 3_072, processorSeconds: 300, wallSeconds: 600)
    public static let roadFileBytes = 1_073_741_824
    public static let roadRows = 1_000_000
    public static let roadStreamBytes = 536_870_912
}
