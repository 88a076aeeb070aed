internal import ArgumentParser
internal import Presentation
internal import Store

extension EraseCommand {
    struct Device: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase what is kept of a device of somebody's own, such as a phone or a tablet.",
            discussion: """
                By its serial it is found also where its hash was forgotten. Its days go, and the texts of all envelopes of the computers
                that saw it; from then on reports are taken in without it, so that no count has it. What the books or a list of
                deliveries name is nobody's own, and is not erased.
                """)

        @OptionGroup var options: ErasureOptions
        @Option(help: ArgumentHelp("The serial number that is printed on it.", valueName: "serial"))
        var serial: String?
        @Option(help: ArgumentHelp("Its id, as `parta devices --format json` shows it.", valueName: "id"))
        var device: String?

        func validate() throws {
            guard let name = serial ?? device, (serial == nil) != (device == nil), !name.allSatisfy(\.isWhitespace)
            else {
                throw ValidationError("name the device by one of --serial and --device.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try options.database.openExisting()
                let named: ErasedDevice = serial.map { .serial($0) } ?? .id(device ?? "")
                let tally =
                    options.yes
                    ? try await store.erase(device: named, options.order) : try await store.erasable(device: named)
                try options.show(tally, of: "the device")
                for hub in tally.hubs {
                    Terminal.say(
                        DisplayText.harmless(
                            "the hub \(hub) is handed envelopes on, and may have it under the same id: erase it there with "
                                + "--device, too (docs/hub.md)"))
                }
            }
        }
    }
}
