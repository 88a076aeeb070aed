import NIOCore
import NIOPosix
import Testing

@testable import NDT7

struct HostileCase: Sendable, CustomTestStringConvertible {
    var name: String
    var behaviour: HostileServer.Behaviour
    var ending: NDT7Result.Ending
    /// What one of the warnings says.
    var warning: String?
    var direction = Direction.download
    var testDescription: String { "\(direction) \(name)" }
}

struct FailedHandshakeCase: Sendable, CustomTestStringConvertible {
    var name: String
    var behaviour: HostileServer.Behaviour
    /// What the failure says.
    var text: String
    var testDescription: String { name }
}

/// Whatever a server does, a test ends in time with what happened.
@Suite(.serialized) struct HostileServerTests {
    static let group = MultiThreadedEventLoopGroup.singleton
    /// The real limits in one fifteenth of the time: 13 s are 860 ms; `VirtualTimeTests` holds the real ones.
    static let limits = TestLimits(
        duration: .milliseconds(660), kill: .milliseconds(860), total: .seconds(1), closing: .milliseconds(130))

    /// Runs one test, and checks that it ended in time.
    ///
    /// The short limits are for servers that only a limit ends: others must not run into one when this machine is busy.
    static func run(
        _ behaviour: HostileServer.Behaviour, _ direction: Direction, meetsLimit: Bool
    ) async throws -> NDT7Result {
        let server = try await HostileServer.start(behaviour, group: group)
        var configuration = NDT7Client.Configuration(
            server: server.address, metadata: ClientMetadata(clientName: "test", clientVersion: "1"),
            handshakeTimeLimit: meetsLimit ? .milliseconds(500) : .seconds(5))
        configuration.limits.closing = limits.closing
        if meetsLimit { configuration.limits = limits }
        let client = NDT7Client(configuration: configuration)
        let begun = NIODeadline.now()
        do {
            let result =
                direction == .download ? try await client.download(group: group) : try await client.upload(group: group)
            // One second does on a machine of one's own; without a limit it never ends.
            #expect((NIODeadline.now() - begun).seconds < 30)
            try await server.channel.close()
            return result
        } catch {
            #expect((NIODeadline.now() - begun).seconds < 30)
            try await server.channel.close()
            throw error
        }
    }

    static func unmasked(_ opcode: UInt8, _ payload: [UInt8] = [], final: Bool = true) -> [UInt8] {
        FrameBytes.frame(opcode, payload, final: final, mask: nil)
    }

    static let payload = unmasked(2, [UInt8](repeating: 7, count: 10_000))
    static let close = unmasked(8, [0x03, 0xE8])

    static let cases: [HostileCase] = [
        HostileCase(name: "stalls at once", behaviour: .upgrade(then: []), ending: .timedOut, warning: "did not end"),
        HostileCase(name: "stalls after some payload", behaviour: .upgrade(then: payload), ending: .timedOut),
        HostileCase(
            name: "closes early without Close", behaviour: .upgradeAndClose(after: payload), ending: .connectionLost,
            warning: "without a WebSocket close"),
        HostileCase(
            name: "closes early with Close", behaviour: .upgrade(then: payload + close), ending: .closedByServer),
        HostileCase(name: "resets", behaviour: .upgradeAndReset, ending: .connectionLost),
        HostileCase(
            name: "sends garbage", behaviour: .upgrade(then: Array("<html>login</html>".utf8)),
            ending: .protocolViolation, warning: "broke the protocol"),
        HostileCase(
            name: "masks its frames", behaviour: .upgrade(then: FrameBytes.frame(2, [1])), ending: .protocolViolation),
        HostileCase(
            name: "announces an oversized frame",
            behaviour: .upgrade(then: FrameBytes.announcement(2, length: 1 << 24 + 1, masked: false)),
            ending: .protocolViolation, warning: "16777216"),
        HostileCase(name: "sends frames for ever", behaviour: .upgradeAndRepeat(payload), ending: .timedOut),
        HostileCase(name: "sends empty frames for ever", behaviour: .upgradeAndRepeat(unmasked(2)), ending: .timedOut),
        HostileCase(name: "pings for ever", behaviour: .upgradeAndRepeat(unmasked(9, [1, 2, 3])), ending: .timedOut),
        HostileCase(
            name: "sends fragments for ever",
            behaviour: .upgradeAndRepeat(unmasked(2, [1], final: false)), ending: .protocolViolation),
        HostileCase(
            name: "sends JSON for ever", behaviour: .upgradeAndRepeat(unmasked(1, Array("{}".utf8))), ending: .timedOut),
        HostileCase(
            name: "sends broken JSON", behaviour: .upgrade(then: unmasked(1, Array("{\"TCPInfo\":".utf8)) + close),
            ending: .closedByServer, warning: "could not be read"),
        HostileCase(
            name: "stalls", behaviour: .upgrade(then: []), ending: .timedOut, warning: "did not count",
            direction: .upload),
        HostileCase(
            name: "never reads", behaviour: .upgradeAndStopReading, ending: .timedOut, warning: "did not end",
            direction: .upload),
        HostileCase(
            name: "lies about bytes",
            behaviour: .upgrade(
                then: unmasked(1, Array(#"{"TCPInfo":{"BytesReceived":9000000000000,"ElapsedTime":1000}}"#.utf8))),
            ending: .timedOut, warning: "cannot be true", direction: .upload),
        HostileCase(
            name: "lies about time",
            behaviour: .upgrade(
                then: unmasked(1, Array(#"{"TCPInfo":{"BytesReceived":1,"ElapsedTime":-9223372036854775808}}"#.utf8))),
            ending: .timedOut, warning: "cannot be true", direction: .upload),
        HostileCase(
            name: "resets", behaviour: .upgradeAndReset, ending: .connectionLost, direction: .upload),
        HostileCase(
            name: "sends payload", behaviour: .upgrade(then: payload), ending: .protocolViolation,
            warning: "payload during an upload", direction: .upload),
        HostileCase(
            name: "sends payload for ever", behaviour: .upgradeAndRepeat(payload), ending: .protocolViolation,
            direction: .upload),
        HostileCase(
            name: "stalls within a frame",
            behaviour: .upgrade(then: FrameBytes.announcement(2, length: 1 << 20, masked: false) + [1, 2, 3]),
            ending: .timedOut, warning: "did not end"),
        HostileCase(
            name: "stalls within a frame's header", behaviour: .upgrade(then: [0x82, 127, 0]), ending: .timedOut),
        HostileCase(
            name: "sends empty fragments for ever",
            behaviour: .upgradeAndRepeat(unmasked(0, final: false), after: unmasked(2, [1], final: false)),
            ending: .timedOut),
        HostileCase(
            name: "sends text in fragments for ever",
            behaviour: .upgradeAndRepeat(
                unmasked(0, Array("{".utf8), final: false), after: unmasked(1, Array("{".utf8), final: false)),
            ending: .protocolViolation, warning: "65536"),
        HostileCase(
            name: "says goodbye with a code that may not travel", behaviour: .upgrade(then: unmasked(8, [0x03, 0xED])),
            ending: .protocolViolation),
    ]

    @Test("ends in time, and says what happened", .timeLimit(.minutes(1)), arguments: cases)
    func ends(_ hostile: HostileCase) async throws {
        let result = try await Self.run(
            hostile.behaviour, hostile.direction, meetsLimit: hostile.ending == .timedOut)
        #expect(result.ending == hostile.ending)
        if let warning = hostile.warning {
            #expect(result.warnings.contains { $0.contains(warning) }, "\(result.warnings)")
        }
        #expect(result.warnings.count <= ClientTestRecord.warningLimit)
        // The bound a test promises whatever the server does.
        #expect(result.elapsedSeconds <= 15)
    }

    @Test(.timeLimit(.minutes(1))) func anEarlyEndLeavesTheRate() async throws {
        let result = try await Self.run(.upgradeAndClose(after: Self.payload), .download, meetsLimit: false)
        #expect(result.bytes == 10_000)
        #expect(result.mbps != nil)
    }

    @Test(.timeLimit(.minutes(1))) func aLyingServersUploadIsRatedByOurKernel() async throws {
        let lie = Self.unmasked(1, Array(#"{"TCPInfo":{"BytesReceived":9000000000000,"ElapsedTime":1000}}"#.utf8))
        let result = try await Self.run(.upgrade(then: lie), .upload, meetsLimit: true)
        #expect(result.bytes > 0)
        #expect(result.bytes <= result.localBytesSent)
    }

    static let failedHandshakes: [FailedHandshakeCase] = [
        FailedHandshakeCase(name: "never answers", behaviour: .neverAnswer, text: "no answer in time"),
        FailedHandshakeCase(name: "closes at once", behaviour: .closeAtOnce, text: "closed the connection"),
        FailedHandshakeCase(name: "not HTTP", behaviour: .answer("SSH-2.0-x\r\n"), text: "no NDT7 server"),
        FailedHandshakeCase(
            name: "half an answer", behaviour: .answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: web"),
            text: "no answer in time"),
        FailedHandshakeCase(
            name: "half an answer and the end", behaviour: .answerAndClose("HTTP/1.1 101 Switching Pro"),
            text: "no NDT7 server"),
        FailedHandshakeCase(name: "endless headers", behaviour: .endlessHeaders, text: "no NDT7 server"),
        FailedHandshakeCase(
            name: "a captive portal", behaviour: .answer("HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n"), text: "302"),
        FailedHandshakeCase(
            name: "a page", behaviour: .answerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"), text: "200"),
        FailedHandshakeCase(
            name: "another key's answer", behaviour: .answer(HostileServer.upgradeHead(key: UpgradeTests.key)),
            text: "does not answer our key"),
    ]

    @Test("a handshake that fails says why", .timeLimit(.minutes(1)), arguments: failedHandshakes)
    func failsToBegin(_ failed: FailedHandshakeCase) async throws {
        let failure = await #expect(throws: NDT7Failure.self) {
            try await Self.run(failed.behaviour, .download, meetsLimit: failed.text == "no answer in time")
        }
        #expect(failure?.description.contains(failed.text) == true, "\(String(describing: failure))")
    }
}
