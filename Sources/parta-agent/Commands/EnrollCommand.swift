internal import Agent
internal import ArgumentParser
internal import Presentation
internal import Reports

struct EnrollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Join a region: keeps address and code for the service, which then enrols itself.",
        discussion: """
            The file it writes (\(EnrollmentFile.standardPath), readable by root only) enrols every copy of a disk image too.
            Give - as the code, or --code-from-stdin and none, so that it stands in no shell history and no list of \
            processes. In an image, or where systemd does not run, --no-restart only writes the file.
            """)

    @Argument(help: "The aggregator's address, such as http://127.0.0.1:8080.")
    var url: String

    @Argument(help: "The enrolment code: 30 characters in groups of five, or - to read it from standard input.")
    var code: String?

    @Flag(help: "Read the code from standard input's first line.")
    var codeFromStdin = false

    @Flag(inversion: .prefixedNo, help: "Have a running service take the file up at once.")
    var restart = true

    @Option(help: ArgumentHelp("The room this PC stands in.", valueName: "room"))
    var room: String?

    @Option(help: ArgumentHelp("The inventory number on its sticker.", valueName: "number"))
    var label: String?

    @Flag(help: "This PC serves the office, not lessons; its devices are then not counted as teaching equipment.")
    var administrative = false

    @Option(help: ArgumentHelp("Where to write (default: \(EnrollmentFile.standardPath)).", valueName: "file"))
    var enrollmentFile: String?

    func validate() throws {
        guard codeFromStdin == (code == nil) else {
            throw ValidationError("Give the enrolment code, or - or --code-from-stdin to read it from standard input.")
        }
    }

    func run() async throws {
        var typed = code ?? "-"
        if typed == "-" {
            if Terminal.showsProgress { Terminal.progress("enrolment code: ") }
            typed = readLine() ?? ""
        }
        let path = enrollmentFile ?? EnrollmentFile.standardPath
        let file = try EnrollmentFile(
            server: ServerAddress(url), code: EnrollmentCode(typed), room: room, label: label,
            pedagogical: administrative ? false : nil)
        try file.write(to: path)
        Terminal.say("wrote \(path); the agent enrols at its next start or with `parta-agent once`")
        if restart, enrollmentFile == nil, ServiceRestart.perform() {
            Terminal.say("the running service takes it up now")
        }
    }
}
