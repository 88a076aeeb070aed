internal import CPostgres

/// The types that the store's tables and questions have, by the server's numbers for them (pg_type.dat), which never change.
enum PostgresType: Equatable {
    case unknown, boolean, bytes, int8, int2, int4, text, float4, float8, numeric
    case other(Oid)

    init(_ number: Oid) {
        self =
            switch number {
            case 0, 705: .unknown
            case 16: .boolean
            case 17: .bytes
            case 20: .int8
            case 21: .int2
            case 23: .int4
            case 19, 25, 1042, 1043: .text
            case 700: .float4
            case 701: .float8
            case 1700: .numeric
            default: .other(number)
            }
    }

    /// What a parameter is declared as; 0 leaves it to the server.
    var number: Oid {
        switch self {
        case .unknown: 0
        case .boolean: 16
        case .bytes: 17
        case .int8: 20
        case .int2: 21
        case .int4: 23
        case .text: 25
        case .float4: 700
        case .float8: 701
        case .numeric: 1700
        case .other(let number): number
        }
    }
}
