internal import ExchangeRows
internal import FoundationEssentials
internal import Glibc

/// Writes lines to standard output, in large pieces.
struct LineOutput {
    private var pending = Data()
    private let encoder = JSONEncoder()

    mutating func write(_ line: TableLine) {
        // Texts and finite numbers always encode.
        guard let data = try? encoder.encode(line) else { fatalError("a line that is no JSON") }
        pending.append(data)
        pending.append(UInt8(ascii: "\n"))
        if pending.count >= 65_536 { flush() }
    }

    /// Ends the program when nobody listens any more.
    mutating func flush() {
        var rest = pending[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in unsafe Glibc.write(1, bytes.baseAddress, bytes.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { exit(73) }
            rest = rest.dropFirst(written)
        }
        pending.removeAll(keepingCapacity: true)
    }
}
