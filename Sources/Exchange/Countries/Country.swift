/// A country that a registry may name, by the names and codes of files.
public struct Country: Sendable, Equatable {
    /// ISO 3166-1, two and three letters.
    public let alpha2: String
    public let alpha3: String
    /// As the registry names it where a file gives a code only.
    public let name: String
    /// Other names, in lower case.
    private let others: [String]

    /// Around which Parta was made; of others nothing is checked.
    public static let all = [
        Country("KZ", "KAZ", "Kazakhstan", ["казахстан", "қазақстан", "qazaqstan"]),
        Country("KG", "KGZ", "Kyrgyzstan", ["кыргызстан", "киргизия", "қырғызстан", "kyrgyz republic"]),
        Country("UZ", "UZB", "Uzbekistan", ["узбекистан", "өзбекстан", "oʻzbekiston", "o'zbekiston"]),
        Country("TJ", "TJK", "Tajikistan", ["таджикистан", "тәжікстан", "тоҷикистон"]),
        Country("TM", "TKM", "Turkmenistan", ["туркменистан", "түрікменстан", "türkmenistan"]),
        Country("MN", "MNG", "Mongolia", ["монголия", "моңғолия", "монгол улс"]),
    ]

    private init(_ alpha2: String, _ alpha3: String, _ name: String, _ others: [String]) {
        self.alpha2 = alpha2
        self.alpha3 = alpha3
        self.name = name
        self.others = others
    }

    /// The country of a name or code; nil for one that is not known here.
    public static func named(_ text: String) -> Country? {
        let folded = text.lowercased()
        return all.first { country in
            [country.alpha2, country.alpha3, country.name].contains { $0.lowercased() == folded }
                || country.others.contains(folded)
        }
    }

    /// Whether a point lies in it or within a few kilometres of its border.
    public func contains(latitude: Double, longitude: Double) -> Bool {
        (Self.rings[alpha2] ?? []).contains { $0.contains(x: longitude, y: latitude) }
    }

    /// A closed line of points, west to east and south to north.
    private struct Ring {
        var xs: [Double]
        var ys: [Double]

        init(_ text: String) {
            let numbers = text.split(separator: " ").compactMap { Double($0) }
            xs = stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] }
            ys = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
        }

        /// Counts how often a line to the east crosses the ring (Shimrat 1962).
        func contains(x: Double, y: Double) -> Bool {
            var isInside = false
            var last = xs.count - 1
            for index in xs.indices {
                if (ys[index] > y) != (ys[last] > y),
                    x < (xs[last] - xs[index]) * (y - ys[index]) / (ys[last] - ys[index]) + xs[index]
                {
                    isInside.toggle()
                }
                last = index
            }
            return isInside
        }
    }

    private static let rings = outlines.mapValues { $0.map(Ring.init) }
}
