internal import ExchangeRows
internal import Foundation

/// Hands rows to `parta-exchange`, which writes them.
final class ProgramSink: RowSink {
    private let program: ExchangeProgram
    private let process: Process
    /// Ours of a pair of sockets: a pipe would end this process by a signal when the other one ends.
    private let socket: FileHandle
    private let errors: FileHandle
    private let encoder = JSONEncoder()
    private var rows = 0
    private var pending = Data()

    init(_ program: ExchangeProgram, _ format: ExchangeFormat, _ path: String, header: TableHeader) throws {
        self.program = program
        var pair: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &pair) == 0 else {
            throw ExchangeFailure.refused(exit: 73, message: String(cString: strerror(errno)))
        }
        socket = FileHandle(fileDescriptor: pair[0], closeOnDealloc: true)
        let theirs = FileHandle(fileDescriptor: pair[1], closeOnDealloc: true)
        // What stands still for so long will not go on.
        var patience = timeval(tv_sec: program.limits.wallSeconds, tv_usec: 0)
        setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let words = Pipe()
        errors = words.fileHandleForReading
        process = try program.process(program.arguments("write", format, path))
        process.standardInput = theirs
        process.standardOutput = FileHandle.nullDevice
        process.standardError = words
        try process.run()
        try? theirs.close()
        try? words.fileHandleForWriting.close()
        try send(.header(header))
    }

    func write(_ row: TableRow) throws {
        rows += 1
        try send(.row(row))
    }

    func begin(_ header: TableHeader) throws { try send(.header(header)) }

    func finish() throws {
        try send(.end(rows))
        try flush()
        try end(isLate: false)
    }

    func discard() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func send(_ line: TableLine) throws {
        pending.append(try encoder.encode(line))
        pending.append(UInt8(ascii: "\n"))
        if pending.count >= 65_536 { try flush() }
    }

    private func flush() throws {
        var rest = pending[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(socket.fileDescriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            // It has ended, or takes nothing any more: it says why itself.
            guard sent > 0 else {
                let isLate = errno == EAGAIN
                if isLate { kill(process.processIdentifier, SIGKILL) }
                try end(isLate: isLate)
                throw ExchangeFailure.incomplete
            }
            rest = rest.dropFirst(sent)
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Waits for the process and throws what it ended with.
    private func end(isLate: Bool) throws {
        try? socket.close()
        // Its few words fit a pipe, so it does not wait for a reader.
        process.waitUntilExit()
        let words = (try? errors.read(upToCount: 4_096)) ?? Data()
        if let failure = program.failure(of: process, isLate: isLate, words: String(decoding: words, as: UTF8.self)) {
            throw failure
        }
    }
}
