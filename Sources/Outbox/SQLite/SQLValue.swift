internal import FoundationEssentials

/// A value bound to a statement's parameter.
enum SQLValue {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case blob(Data)
}
