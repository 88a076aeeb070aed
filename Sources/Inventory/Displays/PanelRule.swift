internal import Reports

/// A large display that can be touched is an interactive panel.
enum PanelRule {
    /// From here on nobody has it on a desk, in inches.
    static let smallestPanelInches = 55.0

    /// Overrides a plain `display`; what a database named more exactly stays.
    /// - Parameter touchMakers: makers of the touch screens plugged in; empty when there is none.
    static func apply(to answer: Classification, diagonalInches: Double?, touchMakers: Set<String>) -> Classification {
        guard answer.category == .display, let inches = diagonalInches, inches >= smallestPanelInches,
            !touchMakers.isEmpty
        else { return answer }
        var panel = answer
        panel.category = .interactivePanel
        let isSameMaker = touchMakers.contains { Self.areAlike($0, answer.vendor ?? "") }
        panel.confidence = isSameMaker ? .likely : .possible
        panel.rule = isSameMaker ? "panel:55in+touch" : "panel:55in+other_touch"
        return panel
    }

    /// `Samsung Electric Company` and `Samsung Electronics Co., Ltd` are one maker: the first word decides.
    static func areAlike(_ left: String, _ right: String) -> Bool {
        let words = [left, right].map { $0.lowercased().split { !$0.isLetter && !$0.isNumber }.first ?? "" }
        return !words[0].isEmpty && words[0] == words[1]
    }
}
