/// How a query's answer is written.
public enum OutputFormat: String, Sendable, CaseIterable {
    case table
    case json
    case csv
}
