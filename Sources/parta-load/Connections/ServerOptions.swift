internal import ArgumentParser
internal import NIOCore
internal import NIOPosix
internal import Reports

/// Which server is loaded, and by what it is known.
struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The aggregator, on this computer.", valueName: "https://127.0.0.1:port"))
    var server: String

    @Option(help: ArgumentHelp("The pin of its key, as `parta region` prints it.", valueName: "sha256/..."))
    var pin: String

    @Option(
        help: ArgumentHelp("The server's process, whose processor time and memory are told apart.", valueName: "pid"))
    var serverPid: Int?

    /// - Throws: `LoadFailure`, `NIOSSLError`.
    func dialer() throws -> Dialer {
        let target = try LoopbackServer(server)
        guard let known = ServerPin(pin) else { throw LoadFailure.badPin(pin) }
        return try Dialer(server: target, pin: known, on: MultiThreadedEventLoopGroup.singleton)
    }
}
