import Glibc

/// The options of `parta plan fiber` that the benchmark gives, each with its value.
struct Arguments {
    private var values: [String: String] = [:]

    init(_ words: [String]) {
        var index = 0
        while index < words.count {
            if words[index].hasPrefix("--"), index + 1 < words.count {
                values[words[index]] = words[index + 1]
                index += 1
            }
            index += 1
        }
    }

    /// - Returns: The value, or the program ends, since nothing can be run without it.
    func needed(_ name: String) -> String {
        guard let value = values[name] else {
            print("error: \(name) is missing")
            exit(64)
        }
        return value
    }

    func number(_ name: String) -> Double? { values[name].flatMap(Double.init) }
}
