import Agent
import NIOPosix
import Reports
import Testing

struct LineSourceTests {
    /// The words are those of the agent's own look-up: NIO's resolver would leave a thread that wakes every second.
    @Test(.timeLimit(.minutes(1))) func aNameIsFoundWithoutNIOsResolver() async {
        let source = LineSource(
            group: MultiThreadedEventLoopGroup.singleton, clock: TestClock().clock, durationSeconds: 1)
        // RFC 6761 keeps .invalid from ever being a name.
        let test = await source.measure(server: "ws://no-such-server.invalid:80")
        #expect(test.problem?.contains("it cannot be found by its name") == true, "\(test.problem ?? "")")
        #expect(test.verdict == .unknown, "no gateway was tried")
        #expect(test.download?.ending == "name_not_found")
    }
}
