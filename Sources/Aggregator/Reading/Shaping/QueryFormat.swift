/// How a list is written.
public enum QueryFormat: String, Sendable, CaseIterable {
    case table, json, csv
    /// Points on a map (RFC 7946): of lists whose rows stand where a school is.
    case geojson
}
