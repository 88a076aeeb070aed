internal import ArgumentParser
internal import Foundation

/// How much money there is, and when.
struct FiberMoneyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The money there is, in the currency of all costs.", valueName: "money"))
    var budget: Double?

    @Option(
        help: ArgumentHelp(
            "The money of each phase, such as 5e9,5e9,10e9: what a phase leaves goes to the next, and what it connects stays "
                + "connected.", valueName: "b1,b2,…"))
    var phases: String?

    @Option(help: ArgumentHelp("The plan's first year, for sites that others connect by then.", valueName: "year"))
    var year: Int?

    @Option(help: ArgumentHelp("The currency, for the answer.", valueName: "code"))
    var currency: String?

    @Option(help: ArgumentHelp("The year whose prices these are, for the answer.", valueName: "year"))
    var priceYear: Int?

    var labels: RolloutAnswer.Labels { .init(currency: currency, priceYear: priceYear) }

    func validate() throws {
        guard budget != nil || phases != nil else { throw ValidationError("--budget or --phases is needed.") }
        _ = try amounts()
    }

    /// The money of each phase, in order.
    func amounts() throws -> [Double] {
        guard let text = phases else { return [try Self.amount(budget ?? 0, "--budget")] }
        let phases = try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let word = part.trimmingCharacters(in: .whitespaces)
            guard let value = Double(word) else {
                throw ValidationError("--phases wants numbers with commas between them, not \"\(word)\".")
            }
            return try Self.amount(value, "--phases")
        }
        guard phases.count <= 50 else { throw ValidationError("--phases takes 50 phases at most.") }
        if let budget, abs(phases.reduce(0, +) - budget) > 1e-6 * max(1, budget) {
            throw ValidationError(
                "--phases adds up to \(MoneyText(phases.reduce(0, +))) and --budget says \(MoneyText(budget)): leave one out."
            )
        }
        return phases
    }

    /// Any number a computer reads as one, and no other: neither `nan` nor `inf` nor less than nothing.
    static func amount(_ value: Double, _ option: String) throws -> Double {
        guard value.isFinite, value >= 0, value <= 1e15 else {
            throw ValidationError("\(option) wants a number from 0 to 1e15.")
        }
        return value
    }
}

/// Money or another quantity as a person reads it: whole where it is, thousands apart.
struct MoneyText: CustomStringConvertible {
    private let value: Double

    init(_ value: Double) {
        self.value = value
    }

    var description: String {
        guard abs(value) < 1e15 else { return "\(value)" }
        let isSmall = abs(value) < 1_000 && value != value.rounded()
        let whole = Int(isSmall ? value.rounded(.towardZero) : value.rounded())
        var text = ""
        for (index, digit) in String(abs(whole)).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text = " " + text }
            text = "\(digit)" + text
        }
        let cents = isSmall ? Int((abs(value - Double(whole)) * 100).rounded()) : 0
        let fraction = cents > 0 && cents < 100 ? "." + (cents < 10 ? "0" : "") + String(cents) : ""
        return (value < 0 ? "-" : "") + text + fraction
    }
}
