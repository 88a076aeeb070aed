public import FoundationEssentials
internal import Glibc
internal import Presentation
internal import Reports

/// Asks the running agent over its socket; blocking, for commands that do nothing else meanwhile.
public struct ControlClient: Sendable {
    /// The longest line of an answer, in bytes.
    private static let lineLimitBytes = 65_536

    let path: String
    private let patienceSeconds: Int

    /// - Parameters:
    ///   - path: the socket.
    ///   - patienceSeconds: how long the agent may say nothing at all.
    public init(path: String, patienceSeconds: Int = 120) {
        self.path = path
        self.patienceSeconds = patienceSeconds
    }

    /// - Parameter write: takes the bytes of what is exported.
    /// - Returns: nil where no agent listens.
    /// - Throws: `ControlFailure`, what `write` throws.
    public func ask(_ request: ControlRequest, write: (Data) throws -> Void = { _ in }) throws -> ControlResult? {
        guard let descriptor = try connect() else { return nil }
        defer { close(descriptor) }
        try send(ReportCoder.encode(request) + [UInt8(ascii: "\n")], to: descriptor)
        var input = Data()
        while true {
            let answer = try ReportCoder.decode(ControlAnswer.self, from: line(of: &input, from: descriptor))
            if let failure = answer.failure { throw failure }
            if let result = answer.result { return result }
            var missing = answer.piece ?? 0
            guard missing > 0 else { throw garbled("says nothing") }
            while missing > 0 {
                if input.isEmpty { try receive(into: &input, from: descriptor) }
                let piece = Data(input.prefix(missing))
                input = Data(input.dropFirst(piece.count))
                missing -= piece.count
                try write(piece)
            }
        }
    }

    private func connect() throws -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isShort = withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            guard path.utf8.count < bytes.count else { return false }
            bytes.copyBytes(from: path.utf8)
            return true
        }
        guard isShort else { return nil }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw garbled(String(cString: strerror(errno))) }
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result == 0 { return descriptor }
        let number = errno
        close(descriptor)
        guard number != EACCES else {
            throw ControlFailure(exit: .noPermission, message: "\(path): only root may ask the agent; use sudo")
        }
        return nil
    }

    private func line(of input: inout Data, from descriptor: Int32) throws -> Data {
        while true {
            if let end = input.firstIndex(of: UInt8(ascii: "\n")) {
                defer { input = Data(input[(end + 1)...]) }
                return Data(input[..<end])
            }
            guard input.count <= Self.lineLimitBytes else { throw garbled("answers in words nobody knows") }
            try receive(into: &input, from: descriptor)
        }
    }

    private func receive(into input: inout Data, from descriptor: Int32) throws {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw garbled(count == 0 ? "ended before it had answered" : String(cString: strerror(errno)))
            }
            return input.append(contentsOf: piece[..<count])
        }
    }

    private func send(_ data: Data, to descriptor: Int32) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw garbled(String(cString: strerror(errno))) }
            rest = rest.dropFirst(count)
        }
    }

    private func garbled(_ reason: String) -> ControlFailure {
        ControlFailure(
            exit: .unavailable,
            message: "the running agent did not answer (\(reason)); see journalctl -u parta-agent, and try again")
    }
}
