internal import Aggregator
internal import Presentation
internal import Store

/// A plan as a person reads it: figures, phases, lots, and the sites with what is to be done for each.
struct RolloutText {
    private let answer: RolloutAnswer
    /// Of headings.
    private let language: Language

    init(_ answer: RolloutAnswer, language: Language) {
        self.answer = answer
        self.language = language
    }

    /// - Parameter width: as for `TextTable`.
    func text(width: Int?) -> String {
        var text = summary
        if answer.phases.count > 1 { text += table(.phases, answer.phases, RolloutColumns.phases, width) }
        if !answer.lots.isEmpty { text += table(.lots, answer.lots, RolloutColumns.lots, width) }
        if let curve = answer.curve { text += table(.curve, curve, RolloutColumns.curve, width) }
        if !answer.segments.isEmpty { text += table(.segments, answer.segments, RolloutColumns.segments, width) }
        return text + table(.sites, sites, RolloutColumns.sites, width)
    }

    /// Those that are connected in their order, then the others.
    private var sites: [RolloutAnswer.Site] {
        answer.sites.enumerated().sorted {
            ($0.element.order ?? .max, $0.offset) < ($1.element.order ?? .max, $1.offset)
        }.map(\.element)
    }

    private var summary: String {
        let money = answer.currency.map { " \($0)" } ?? ""
        let prices = answer.priceYear.map { ", prices of \($0)" } ?? ""
        let share = answer.gap > 0 ? "; at most \(Self.percent(answer.gap)) of that bound is missing" : ", proven best"
        var lines = [
            "Spent \(MoneyText(answer.spent)) of \(MoneyText(answer.budget))\(money)\(prices): "
                + "\(answer.sitesConnected) sites, weight \(MoneyText(answer.weightConnected)), "
                + "\(Self.tenths(answer.km)) km",
            bound + share,
            answer.reasons.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "),
        ]
        if let least = answer.leastCost {
            let above = answer.spent - least
            let isLeast = above <= 1e-9 * max(1, answer.spent)
            lines.insert(
                isLeast
                    ? "Nothing connects the same for less"
                    : "Connecting the same costs \(MoneyText(least)) at least: at most \(Self.percent(above / answer.spent)) "
                        + "of the money could be saved", at: 2)
        }
        if let cost = answer.otherRemediesCost {
            lines.append("What is mended without building costs \(MoneyText(cost))\(money) beside the plan")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// With several phases, what is connected early counts in each.
    private var bound: String {
        guard answer.phases.count > 1 else {
            return "No plan of this model is worth more than \(MoneyText(answer.upperBound))"
        }
        let value = answer.phases.reduce(0) { $0 + $1.weightConnected }
        return "Summed over the phases it is worth \(MoneyText(value)), and no plan of this model more than "
            + "\(MoneyText(answer.upperBound))"
    }

    private func table<Row>(_ title: Heading, _ rows: [Row], _ columns: [Column<Row>], _ width: Int?) -> String {
        "\n\(title.text(language))\n"
            + TextTable.render(rows, columns: columns, width: width, language: language.heading)
    }

    private static func tenths(_ km: Double) -> String {
        let rounded = (km * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    /// Never rounded to 0: that would be a proof.
    private static func percent(_ share: Double) -> String {
        let tenths = (share * 1_000).rounded(.up)
        return "\(tenths / 10) %"
    }
}

extension Heading {
    fileprivate static let curve = Heading(
        "What other budgets connect", kk: "Басқа бюджеттер нені қосады", ru: "Что подключают другие бюджеты")
}
