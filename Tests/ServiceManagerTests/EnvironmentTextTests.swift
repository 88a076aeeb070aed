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
            ("A=b\\ c", "b c"), ("A=\"b\\\"c\"", "b\"c"), ("A=sqlite:/x=y", "sqlite:/x=y"), ("A='b\"", "'b\""),
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
}
