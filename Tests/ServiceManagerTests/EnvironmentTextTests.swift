import ServiceManager
import Testing

/// As systemd 252 reads the same lines (`systemctl show-environment` of a unit with this file).
@Suite("The text of an environment file")
struct EnvironmentTextTests {
    @Test(
        "a value is taken as systemd takes it",
        arguments: [
            ("A=b", "b"), ("A=", ""), ("  A=b  ", "b"), ("A=b c", "b c"), ("A=\"b c\"", "b c"),
            ("A='b \\ c'", "b \\ c"),
            ("A=b\\ c", "b c"), ("A=\"b\\\"c\"", "b\"c"), ("A=sqlite:/x=y", "sqlite:/x=y"), ("A='b\"", "b\""),
            ("A=\"b\nc\"", "b\nc"), ("A='b\nC=d'", "b\nC=d"), ("A=\"b\nC=d", "b\nC=d"), ("A=b\\\n  c", "b  c"),
            ("A=b \\\nc", "b c"), ("A=b\\ \n", "b "), ("A=\"b\\\nc\"", "bc"), ("A=\"b\\d\\$\"", "b\\d$"),
            ("A='b'\"c\"", "bc"), ("A='b' c", "bc"), ("A=b'c'", "b'c'"), ("A=\"b \"  ", "b "), ("A=\\", ""),
            ("# \\\nA=b", "b"),
            ("A = b", "b"), ("A=b # c", "b # c"), ("A=1\nA=2", "2"), ("A=http://a:b@c:1", "http://a:b@c:1"),
        ])
    func values(_ text: String, _ value: String) {
        #expect(EnvironmentText(text).entry("A")?.value == value)
    }

    @Test("comments, empty lines and lines without a name are none; lines are counted with them")
    func lines() {
        let text = EnvironmentText("# A=1\n; A=1\n\n=1\nA\r\n#\nA=2\r\n")
        #expect(text.entries == [.init(name: "A", value: "2", line: 7)])
    }

    @Test("a value over several lines stands where its name does, and what is swallowed is no entry")
    func severalLines() {
        let text = EnvironmentText("A=\"1\nB=2\n\"\nC=3 \\\nD=4\r\nE=5\n")
        #expect(
            text.entries == [
                .init(name: "A", value: "1\nB=2\n", line: 1), .init(name: "C", value: "3 D=4", line: 4),
                .init(name: "E", value: "5", line: 6),
            ])
    }
}
