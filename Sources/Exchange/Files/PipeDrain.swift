internal import Foundation

/// Reads two pipes side by side until both have ended, and no longer than a deadline: a program that fills the one nobody
/// reads would stand still for ever.
struct PipeDrain {
    enum Source: Equatable {
        case output, errors
    }

    /// The deadline is over.
    struct Late: Error {}

    private let handles: [(source: Source, handle: FileHandle)]
    private var isOpen = [true, true]
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(_ output: FileHandle, _ errors: FileHandle) {
        handles = [(.output, output), (.errors, errors)]
    }

    /// - Returns: what came, and where; nil when both have ended.
    /// - Throws: `Late`.
    mutating func next(until deadline: ContinuousClock.Instant) throws(Late) -> (Source, ArraySlice<UInt8>)? {
        while isOpen.contains(true) {
            let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            guard left > 0 else { throw Late() }
            var polled = handles.indices.map { index in
                // A negative descriptor is passed over.
                pollfd(
                    fd: isOpen[index] ? handles[index].handle.fileDescriptor : -1, events: Int16(POLLIN), revents: 0)
            }
            guard poll(&polled, nfds_t(polled.count), Int32(min(left + 1, 60_000))) > 0 else { continue }
            for index in handles.indices where polled[index].revents != 0 {
                let count = read(handles[index].handle.fileDescriptor, &buffer, buffer.count)
                if count > 0 { return (handles[index].source, buffer[..<count]) }
                if count < 0, errno == EINTR { continue }
                isOpen[index] = false
            }
        }
        return nil
    }
}
