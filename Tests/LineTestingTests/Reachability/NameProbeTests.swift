import LineTesting
import NIOCore
import NIOPosix
import Reports
import Testing

@Suite(.timeLimit(.minutes(1))) struct NameProbeTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    private struct NotKnown: Error, CustomStringConvertible { var description: String { "Name or service not known" } }

    @Test func aNameFoundHasATime() async {
        let found = await NameProbe(lookUp: ScriptedServer.loopback, on: loop).measure("opiq.kz")
        #expect(found.nameProblem == nil)
        #expect(found.nameMs.map { $0 >= 0 && $0 < 5_000 } == true)
    }

    @Test func aNameNotFoundHasAReason() async {
        let unknown = await NameProbe(lookUp: { _, _ in throw NotKnown() }, on: loop).measure("opiq.kz")
        #expect(unknown.nameMs == nil && unknown.nameProblem == "opiq.kz: Name or service not known")
        let empty = await NameProbe(lookUp: { _, _ in [] }, on: loop).measure("opiq.kz")
        #expect(empty.nameProblem == "opiq.kz has no address")
    }

    /// A resolver that cannot be broken off does not hold the test up.
    @Test func silenceEndsInTime() async throws {
        let promise = loop.makePromise(of: [SocketAddress].self)
        let probe = NameProbe(lookUp: { _, _ in try await promise.futureResult.get() }, on: loop)
        let found = await probe.measure("opiq.kz", limit: .milliseconds(50))
        #expect(found.nameProblem == "no answer for opiq.kz within 0.05 s")
        promise.succeed([])
    }
}
