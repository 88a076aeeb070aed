internal import Agent
internal import ArgumentParser

/// Where the agent's state and enrolment lie.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The state directory (default: $STATE_DIRECTORY, else \(AgentPaths.standardState)).", valueName: "dir"))
    var state: String?

    @Option(help: ArgumentHelp("The enrolment file (default: \(EnrollmentFile.standardPath)).", valueName: "file"))
    var enrollmentFile: String?

    @OptionGroup var knowledge: KnowledgeOptions

    var paths: AgentPaths {
        AgentPaths(state: state, enrollmentFile: enrollmentFile, knowledge: knowledge.hwdb)
    }
}

/// Which hardware knowledge is used.
struct KnowledgeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read hardware knowledge from this directory of .hwdb files instead of the installed one ($PARTA_HWDB).",
            valueName: "dir"))
    var hwdb: String?
}
