/// A key by whatever name, so that a file's unknown keys can be found.
struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// Refuses what nobody would read: a misspelt key must not pass as one that was left out.
    func requireKeys<Key: CodingKey & CaseIterable>(_ type: Key.Type) throws {
        let known = Key.allCases.map(\.stringValue)
        let container = try container(keyedBy: AnyKey.self)
        for key in container.allKeys.map(\.stringValue).sorted() where !known.contains(key) {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: codingPath,
                    debugDescription: "\"\(key)\" is none of the keys \(known.sorted().joined(separator: ", "))"))
        }
    }
}
