internal import ArgumentParser

/// How much the aggregator takes in at once and of one agent, and how long it keeps what came.
struct IntakeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What one agent may have stored in a day (UTC), in MB; beyond it is told to come again tomorrow (default: 64).",
            valueName: "mb"))
    var agentBudget: Int?

    @Option(
        help: ArgumentHelp(
            "What all messages under way may hold together, in MB; further ones are told to come again soon (default: 64).",
            valueName: "mb"))
    var maxBodies: Int?

    @Option(
        help: ArgumentHelp(
            "How many days signed reports are kept for audit after their facts are in the tables (default: 90).",
            valueName: "days"))
    var envelopeDays: Int?

    func validate() throws {
        if let agentBudget, !ServiceSetting.agentBudgets.contains(agentBudget) {
            throw ValidationError("--agent-budget wants 1 to 1000000, not \(agentBudget).")
        }
        if let maxBodies, !ServiceSetting.bodies.contains(maxBodies) {
            throw ValidationError("--max-bodies wants 16 to 1000000, not \(maxBodies).")
        }
        if let envelopeDays, !ServiceSetting.keepingDays.contains(envelopeDays) {
            throw ValidationError("--envelope-days wants 7 to 400, not \(envelopeDays).")
        }
    }
}
