/// The command line.
struct LinkOptions: Equatable {
    /// One end: a named network namespace, and the address that its device gets there.
    struct End: Equatable {
        var namespace: String
        var address: IPv4Prefix
    }

    static let usage = """
        usage: LinkEmulator --near NAMESPACE=ADDRESS/PREFIX --far NAMESPACE=ADDRESS/PREFIX
                            --down SETTINGS --up SETTINGS [--device NAME] [--seed N]
        SETTINGS: rate=20M,delay=20[,queue=BYTES][,loss=SHARE][,cv=SHARE,correlation=S][,burst=BYTES,peak=RATE]
        """

    var near: End
    var far: End
    /// From far to near.
    var down: DirectionSettings
    /// From near to far.
    var up: DirectionSettings
    /// The device's name in both namespaces.
    var device = "link0"
    var seed: UInt64 = 1

    /// - Throws: `OptionFailure`.
    init(_ arguments: [String]) throws(OptionFailure) {
        var values: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard ["--near", "--far", "--down", "--up", "--device", "--seed"].contains(name) else {
                throw OptionFailure("\(name): no such option\n\(Self.usage)")
            }
            guard let value = rest.popFirst() else { throw OptionFailure("\(name): wants a value\n\(Self.usage)") }
            values[name] = value
        }
        func need(_ name: String) throws(OptionFailure) -> String {
            guard let value = values[name] else { throw OptionFailure("\(name) is missing\n\(Self.usage)") }
            return value
        }
        near = try Self.end(try need("--near"))
        far = try Self.end(try need("--far"))
        down = try DirectionSettings(parsing: try need("--down"))
        up = try DirectionSettings(parsing: try need("--up"))
        if let name = values["--device"] {
            guard (1...15).contains(name.utf8.count) else { throw OptionFailure("--device: wants 1 to 15 characters") }
            device = name
        }
        if let text = values["--seed"] {
            guard let number = UInt64(text) else { throw OptionFailure("--seed: wants a whole number, not \(text)") }
            seed = number
        }
    }

    private static func end(_ text: String) throws(OptionFailure) -> End {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, !parts[0].contains("/"), let address = IPv4Prefix(String(parts[1])) else {
            throw OptionFailure("\(text): wants NAMESPACE=ADDRESS/PREFIX, such as home=10.9.0.1/30")
        }
        return End(namespace: String(parts[0]), address: address)
    }
}
