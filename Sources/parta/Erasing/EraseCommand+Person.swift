internal import ArgumentParser
internal import Presentation
internal import Store

extension EraseCommand {
    struct Person: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a mark in place of a person's name wherever it stands.",
            discussion: """
                In the audit log, as the author of settings, plans, stages and a school's words, and as the name of a token: everything
                that was done stays, done by erased-1. Within objects, details and notes the name is replaced where it stands as
                words of its own. What the person does later is noted under the name again, so revoke their token first.
                """)

        @OptionGroup var options: ErasureOptions
        @Option(help: ArgumentHelp("The name as `parta audit` shows it.", valueName: "name"))
        var name: String

        func validate() throws {
            if name.allSatisfy(\.isWhitespace) {
                throw ValidationError("--name wants a name, as `parta audit` shows it.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try options.database.openExisting()
                let person = ErasedName(name)
                let tally =
                    options.yes
                    ? try await store.erase(person: person, options.order) : try await store.erasable(person: person)
                try options.show(tally, of: "the name")
                if let mark = tally.mark { Terminal.say("in its place stands \(mark)") }
            }
        }
    }
}
