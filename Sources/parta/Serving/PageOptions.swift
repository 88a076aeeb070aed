internal import ArgumentParser

/// What the server shows in browsers, and to whom.
struct PageOptions: ParsableArguments {
    @Flag(name: .customLong("no-pages"), help: "Serve no pages, only reports, line tests and the reading API.")
    var noPages = false

    @Flag(
        help: ArgumentHelp(
            "Show pages to everybody: no serials, no school's PCs, no counts of fewer than ten children, no programmes. "
                + "Without it a page asks for a token."))
    var publicReadOnly = false

    @Option(
        help: ArgumentHelp(
            "Where the map's background comes from, with {z}, {x} and {y} (default: outlines alone, and nothing is asked of "
                + "anybody).", valueName: "url"))
    var tileServer: String?

    @Option(
        help: ArgumentHelp(
            "The equipment norm that pages hold schools against, such as /usr/share/parta/norms/kz-small-schools.yaml.",
            valueName: "file"))
    var norm: String?

    @Option(
        help: ArgumentHelp("Where the pages' templates and texts are (default: as installed).", valueName: "folder"))
    var web: String?
}
