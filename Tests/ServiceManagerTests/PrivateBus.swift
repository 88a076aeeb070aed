import FoundationEssentials
import Glibc

/// A dbus-daemon of the test's own, with a service in NetworkManager's place when one is asked for.
final class PrivateBus {
    private let folder: String
    private var children: [(pid: pid_t, input: Int32)] = []
    var address: String { "unix:path=\(folder)/bus" }

    struct Failure: Error { var what: String }

    init() throws {
        var template = Array("/tmp/parta-bus-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(what: "no directory") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let configuration = """
            <busconfig><type>custom</type><listen>\(address)</listen><policy context="default">
            <allow send_destination="*"/><allow receive_sender="*"/><allow receive_requested_reply="true"/>
            <allow own="*"/></policy></busconfig>
            """
        try Data(configuration.utf8).write(to: URL(filePath: "\(folder)/bus.conf"))
        // The address it prints says that it listens.
        try start(["/usr/bin/dbus-daemon", "--nofork", "--print-address=1", "--config-file=\(folder)/bus.conf"])
    }

    deinit {
        for child in children.reversed() {
            close(child.input)
            // Threads of the test's pool block the gentler signals, and their children inherit that.
            kill(child.pid, SIGKILL)
            waitpid(child.pid, nil, 0)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// - Parameter word: what `network-manager.py` takes.
    func serveNetworkManager(_ word: String) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/dbus/network-manager.py").path
        try start(["/usr/bin/python3", script, word])
    }

    /// Starts a program and waits for the first line it prints.
    private func start(_ arguments: [String]) throws {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        // Pairs of sockets serve as pipes: they alone can be made not to be inherited by another test's programs.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &input) == 0, socketpair(AF_UNIX, kind, 0, &output) == 0 else {
            throw Failure(what: "no pipe")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, input[0], 0)
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        var pid: pid_t = 0
        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [
            strdup("DBUS_SYSTEM_BUS_ADDRESS=\(address)"), strdup("PATH=/usr/bin:/bin"), nil,
        ]
        let code = posix_spawn(&pid, arguments[0], &actions, nil, &argv, &environment)
        for text in argv + environment { free(text) }
        posix_spawn_file_actions_destroy(&actions)
        close(input[0])
        close(output[1])
        defer { close(output[0]) }
        guard code == 0 else { throw Failure(what: "\(arguments[0]) does not start: install dbus and python3-dbus") }
        children.append((pid, input[1]))
        var byte: UInt8 = 0
        repeat {
            var readable = pollfd(fd: output[0], events: Int16(POLLIN), revents: 0)
            guard poll(&readable, 1, 20_000) == 1, read(output[0], &byte, 1) == 1 else {
                throw Failure(what: "\(arguments[0]) ended early, or said nothing for 20 s")
            }
        } while byte != UInt8(ascii: "\n")
    }
}
