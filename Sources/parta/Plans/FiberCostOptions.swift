internal import ArgumentParser
internal import Planning

/// What everything but cable costs.
struct FiberCostOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of serving a site by fiber: equipment and installation.", valueName: "money"))
    var servedCost: Double = 0

    @Option(help: ArgumentHelp("Of serving it, each year.", valueName: "money"))
    var servedYearly: Double = 0

    @Option(help: ArgumentHelp("Of connecting to a source.", valueName: "money"))
    var sourceCost: Double = 0

    @Option(help: ArgumentHelp("Of a site in whose settlement fiber is already.", valueName: "money"))
    var lastMileCost: Double = 0

    @Option(
        help: ArgumentHelp(
            "Of electricity where a site has none (default: such sites are left out).", valueName: "money"))
    var powerCost: Double?

    @Option(
        help: ArgumentHelp(
            "Another technology for every site, such as satellite:600000:900000:0.5: what it costs, what each year, and what "
                + "it is worth beside fiber's 1; may be repeated.", valueName: "name:cost:yearly:worth"))
    var alternative: [String] = []

    @Option(
        help: ArgumentHelp("Charge the budget with so many years' yearly costs too (0: capital alone).", valueName: "n")
    )
    var years: Int = 0

    @Option(help: ArgumentHelp("The discount rate of these years, in percent.", valueName: "percent"))
    var discount: Double = 0

    @Option(help: ArgumentHelp("Value added tax on all costs, in percent.", valueName: "percent"))
    var vat: Double = 0

    @Option(help: ArgumentHelp("Of a better contract, where one suffices: listed beside the plan.", valueName: "money"))
    var contractCost: Double?

    @Option(
        help: ArgumentHelp(
            "Of mending a school's network, where that suffices: listed beside the plan.", valueName: "money"))
    var lanCost: Double?

    func validate() throws { _ = try costs() }

    func costs() throws -> RolloutCosts {
        for (value, option) in [
            (servedCost, "--served-cost"), (servedYearly, "--served-yearly"), (sourceCost, "--source-cost"),
            (lastMileCost, "--last-mile-cost"), (powerCost ?? 0, "--power-cost"),
            (contractCost ?? 0, "--contract-cost"), (lanCost ?? 0, "--lan-cost"),
        ] { _ = try FiberMoneyOptions.amount(value, option) }
        guard (0...50).contains(years) else { throw ValidationError("--years wants a number from 0 to 50.") }
        guard (0...100).contains(discount) else { throw ValidationError("--discount wants percent from 0 to 100.") }
        guard (0...100).contains(vat) else { throw ValidationError("--vat wants percent from 0 to 100.") }
        return RolloutCosts(
            served: servedCost, servedYearly: servedYearly, source: sourceCost, lastMile: lastMileCost,
            power: powerCost, offers: try offers(),
            basis: CostBasis(years: years, discount: discount / 100, vat: vat / 100))
    }

    /// What stands beside the plan for a remedy that builds nothing.
    func remedyCost(_ reason: String) -> Double? {
        switch reason {
        case "contract_suffices": contractCost
        case "fix_lan", "fix_wifi": lanCost
        default: nil
        }
    }

    private func offers() throws -> [String: TechnologyOffer] {
        var offers: [String: TechnologyOffer] = [:]
        for text in alternative {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            let numbers = parts.dropFirst().map { Double($0) }
            guard (2...4).contains(parts.count), !parts[0].isEmpty, numbers.allSatisfy({ $0 != nil }) else {
                throw ValidationError("--alternative wants name:cost:yearly:worth, not \"\(text)\".")
            }
            let values = try numbers.map { try FiberMoneyOptions.amount($0 ?? 0, "--alternative") }
            let name = parts[0].lowercased()
            guard name != RolloutTechnology.fiber.name, offers[name] == nil, values.count < 3 || values[2] <= 1 else {
                throw ValidationError("--alternative \(text): a name of its own and a worth of 1 at most are wanted.")
            }
            offers[name] = TechnologyOffer(
                capital: values[0], yearly: values.count > 1 ? values[1] : 0, worth: values.count > 2 ? values[2] : 1)
        }
        return offers
    }
}
