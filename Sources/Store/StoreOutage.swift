/// Why a store takes nothing in just now although nothing is wrong with what was asked: it passes or somebody mends it, and all
/// goes on by itself then.
public enum StoreOutage: String, Sendable, CaseIterable {
    case away
    case outOfConnections
    case diskFull
    case diskFails
    case readOnly
    case busy
    case slow
    case notPermitted
    case cannotOpen
    case moved
    case damaged
    case newerDatabase
    case serverVersion

    /// What is wrong, in a few words without any place or secret.
    public var sentence: String {
        switch self {
        case .away: "the database is away"
        case .outOfConnections: "the database takes no more connections"
        case .diskFull: "the database's disk is full"
        case .diskFails: "the database's disk fails"
        case .readOnly: "the database can only be read"
        case .busy: "another program holds the database"
        case .slow: "the database takes too long"
        case .notPermitted: "the database does not let this account in"
        case .cannotOpen: "the database cannot be opened"
        case .moved: "the database's file was moved or removed"
        case .damaged: "the database is damaged"
        case .newerDatabase: "the database was brought up to date by a newer release"
        case .serverVersion: "the database's server is of a version that Parta does not run on"
        }
    }
}

extension StoreFailure {
    /// Nil for what is wrong with the question, and for what nobody knows the reason of.
    public var outage: StoreOutage? {
        switch self {
        case .away: .away
        case .outOfConnections: .outOfConnections
        case .diskFull: .diskFull
        case .diskFails: .diskFails
        case .readOnly: .readOnly
        case .busy: .busy
        case .slow: .slow
        case .notPermitted: .notPermitted
        case .cannotOpen: .cannotOpen
        case .moved: .moved
        case .damaged: .damaged
        case .newerDatabase: .newerDatabase
        case .serverVersion: .serverVersion
        default: nil
        }
    }
}
