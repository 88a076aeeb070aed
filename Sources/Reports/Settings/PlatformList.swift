/// The region's list of learning platforms, and what in it could not be read.
public struct PlatformList: Sendable, Equatable {
    /// One line of the list.
    public struct Platform: Sendable, Equatable {
        public var name: String
        /// As it stands in the server's certificate: letters, digits, dots and hyphens.
        public var host: String
        public var port: Int

        public init(name: String, host: String, port: Int = 443) {
            self.name = name
            self.host = host
            self.port = port
        }
    }

    public var platforms: [Platform]
    /// One sentence for each line that was left out.
    public var problems: [String]

    /// A list takes at most this many platforms: each costs a school's line some kilobytes and up to five seconds.
    public static let limit = 32
    /// How much of the file is read.
    public static let limitBytes = 65_536

    /// Reads the text of a list: a name, then `HOST` or `HOST:PORT`, a line; `#` begins a comment.
    ///
    /// A line that cannot be read is left out and told of; the others stand.
    public init(parsing text: String) {
        platforms = []
        problems = []
        if text.utf8.count > Self.limitBytes {
            problems.append("the list is longer than \(Self.limitBytes) bytes: the rest is left out")
        }
        let bounded = String(decoding: text.utf8.prefix(Self.limitBytes), as: UTF8.self)
        for (index, line) in bounded.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard !fields.isEmpty else { continue }
            if platforms.count == Self.limit {
                problems.append(
                    "line \(index + 1): a list takes \(Self.limit) platforms; this and what follows is left out")
                return
            }
            do throws(Refusal) {
                platforms.append(try Self.platform(fields))
            } catch {
                problems.append("line \(index + 1): \(error.sentence)")
            }
        }
    }

    /// A list that reads as these platforms.
    public static func text(of platforms: [PlatformAddress]) -> String {
        platforms.map { "\($0.name) \($0.host)\n" }.joined()
    }

    private struct Refusal: Error { var sentence: String }

    private static func platform(_ fields: [String]) throws(Refusal) -> Platform {
        guard fields.count > 1, let place = fields.last else {
            throw Refusal(sentence: "a name and a host belong on it, such as: Opiq opiq.kz")
        }
        let name = fields.dropLast().joined(separator: " ")
        guard name.utf8.count <= 64, name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw Refusal(sentence: "a name has at most 64 bytes and no control characters")
        }
        let parts = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = parts[0].lowercased()
        guard isHost(host), !place.contains("/") else {
            throw Refusal(
                sentence:
                    "\(place.prefix(80).debugDescription) is no host: letters, digits, dots and hyphens only, without https://"
            )
        }
        guard parts.count == 2 else { return Platform(name: name, host: host) }
        guard parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(parts[1]), (1...65_535).contains(port)
        else { throw Refusal(sentence: "\(parts[1].prefix(20).debugDescription) is no port: 1 to 65535") }
        return Platform(name: name, host: host, port: port)
    }

    /// Labels of RFC 1123.
    private static func isHost(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                    }
            }
    }
}
