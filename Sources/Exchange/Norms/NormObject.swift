/// The objects of a norm file and their keys: the reader and `norms/norm.schema.json` go by this one list.
public enum NormObject: String, CaseIterable, Sendable {
    case norm, names, applies, range, threshold, room, item, price, counts, line
    case supportLink = "support_link"
    case supportLine = "support_line"

    public var required: [String] {
        switch self {
        case .norm: ["id", "version", "country", "source", "date", "names"]
        case .names, .applies, .range, .counts: []
        case .threshold: ["pupils", "above", "below", "exactly"]
        case .room: ["kind", "names", "items"]
        case .item: ["category", "basis", "count"]
        case .price: ["amount", "currency", "year"]
        case .line: ["base_mbps", "base_pupils", "step_mbps", "step_pupils"]
        case .supportLink: ["items"]
        case .supportLine: ["download_mbps", "upload_mbps"]
        }
    }

    public var optional: [String] {
        switch self {
        case .norm: ["example", "types", "applies", "threshold", "sets", "counts", "line", "support_link"]
        case .names: ["kk", "ru", "en"]
        case .applies: ["pupils", "grades", "shifts"]
        case .range: ["min", "max"]
        case .threshold: ["exactly_stated"]
        case .room: ["seats"]
        case .item: ["pupils", "min", "max", "mandatory", "spec", "instead_of", "only_if_missing", "price"]
        case .price: ["running_a_year"]
        case .counts: ["seen_days", "age_years"]
        case .line: []
        case .supportLink: ["line"]
        case .supportLine: ["latency_ms"]
        }
    }

    public var keys: [String] { required + optional }
}
