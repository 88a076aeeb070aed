import Agent
import Presentation
import Testing

struct ServerAddressTests {
    @Test(arguments: [
        ("https://parta.example", "https://parta.example:443"), ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("HTTPS://Parta.Example:8443", "https://Parta.Example:8443"), ("http://[::1]:80", "http://[::1]:80"),
        ("http://localhost", "http://localhost:80"),
    ])
    func readsWhatPeopleType(text: String, expected: String) throws {
        let address = try ServerAddress(text)
        #expect(address.text == expected)
        #expect(try ServerAddress(address.text) == address)
    }

    @Test(arguments: [
        "", "parta.example", "ftp://parta.example", "https://", "https://:443", "https://a:0", "https://a:65536",
        "https://a:x", "https://a:", "https://a:+8", "https://a/path", "https://a?x", "https://user@a", "https://a b",
        "http://::1", "http://[::1", "http://[::1]x", "https://a\\b",
    ])
    func namesTheFlaw(text: String) {
        let failure = #expect(throws: ConnectionFailure.self) { try ServerAddress(text) }
        #expect(failure?.code == .badAddress)
        #expect(failure?.exitStatus == .usage)
    }
}
