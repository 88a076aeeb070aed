import Store
import Testing

/// What may befall a SQLite database under a running server, done to it for real and taken back.
enum StoreFault: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// SQLite may not add a page.
    case noMorePages
    /// A file system of some megabytes, filled to the last byte.
    case fullDisk
    /// SQLite may not write.
    case readOnly
    case locked
    case moved
    case newerSchema

    var testDescription: String { rawValue }

    var outage: StoreOutage {
        switch self {
        case .noMorePages, .fullDisk: .diskFull
        case .readOnly: .readOnly
        case .locked: .busy
        case .moved: .moved
        case .newerSchema: .newerDatabase
        }
    }

    /// Whether it befalls a file system, which then is one of its own.
    var wantsDisk: Bool { self == .fullDisk }
}
