public import FoundationEssentials

/// One value as a database keeps it, whichever engine that is.
///
/// Truth is an integer, 0 or 1: that is how every table keeps it.
public enum DatabaseValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes(Data)
}
