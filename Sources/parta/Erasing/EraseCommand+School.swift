internal import ArgumentParser
internal import Presentation
internal import Store

extension EraseCommand {
    struct School: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase a school with all that lies about it, and the computers that stand in it.",
            discussion: """
                Its computers are revoked first: they are told so and fall silent, and neither a receipt nor a code that is older takes
                them in again. Reports of other schools are taken in meanwhile; if it breaks off, give the same command again. Saved
                plans go on naming the school by its id. A school that only closed is no case for it: see `parta schools close`.
                """)

        @OptionGroup var options: ErasureOptions
        @Argument(help: "The school's official id, as `parta schools` shows it.")
        var school: String

        func run() async throws {
            try await reportingFailures {
                let store = try options.database.openExisting()
                let tally =
                    options.yes
                    ? try await store.erase(school: school, options.order) : try await store.erasable(school: school)
                try options.show(tally, of: "school \(school)")
                say(tally)
            }
        }

        private func say(_ tally: ErasureTally) {
            if !tally.plans.isEmpty {
                Terminal.say(
                    "saved plans go on naming it by its id: \(tally.plans.map(String.init).joined(separator: ", "))")
            }
            for hub in tally.hubs {
                Terminal.say(
                    DisplayText.harmless(
                        "the hub \(hub) was told of it, and keeps that until it is erased there, too (docs/hub.md)"))
            }
            if let region = tally.region {
                Terminal.say(
                    "the region \(region) tells this hub of it, and is refused from now on; it is to be erased there, too, or "
                        + "set to forward=none (docs/hub.md)")
            }
        }
    }
}
