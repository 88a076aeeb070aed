public import FoundationEssentials

/// The region's keys and its store epoch, by name; the store keeps them without knowing what they are.
public struct RegionSecrets: Sendable, Equatable {
    public var values: [String: Data]

    public init(_ values: [String: Data] = [:]) {
        self.values = values
    }

    public subscript(name: String) -> Data? {
        get { values[name] }
        set { values[name] = newValue }
    }
}

extension RegionSecrets: CustomStringConvertible {
    /// Names only, so that a secret never reaches a log through interpolation.
    public var description: String { "RegionSecrets(\(values.keys.sorted().joined(separator: ", ")))" }
}
