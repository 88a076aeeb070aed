import Testing

@testable import Presentation

@Suite("Priorities of lines in the journal")
struct JournalPrefixTests {
    @Test(arguments: [
        ("error: port 8443 is taken", "<3>"), ("warning: no key", "<4>"), ("reports at https://[::]:8443", ""),
        ("errors: 0", ""), ("", ""),
    ])
    func priority(_ line: String, _ prefix: String) {
        #expect(JournalPrefix.priority(of: line) == prefix)
    }

    /// A test's standard error is no journal's, whoever started it.
    @Test func notOutsideTheJournal() {
        #expect(!JournalPrefix.isWanted)
    }
}
