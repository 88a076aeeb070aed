import Foundation
import Synchronization

/// What a running program writes to standard error, and a way to wait until it has said something.
final class Log: Sendable {
    private struct Waiter {
        var mark: String
        var continuation: CheckedContinuation<String?, Never>
    }

    private struct State {
        var text = ""
        var ended = false
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    init(_ handle: FileHandle) {
        handle.readabilityHandler = { [self] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            take(data)
        }
    }

    /// The whole line that holds `mark`, as soon as it was written; nil when the program ends without saying it.
    func line(with mark: String) async -> String? {
        await withCheckedContinuation { continuation in
            let known: String?? = state.withLock { state in
                if let line = Self.line(with: mark, in: state.text) { return .some(line) }
                if state.ended { return .some(nil) }
                state.waiters.append(Waiter(mark: mark, continuation: continuation))
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    var text: String { state.withLock { $0.text } }

    private func take(_ data: Data) {
        let answered = state.withLock { state -> [(Waiter, String?)] in
            state.text += String(decoding: data, as: UTF8.self)
            state.ended = data.isEmpty
            var answered: [(Waiter, String?)] = []
            state.waiters.removeAll { waiter in
                let line = Self.line(with: waiter.mark, in: state.text)
                guard line != nil || state.ended else { return false }
                answered.append((waiter, line))
                return true
            }
            return answered
        }
        for (waiter, line) in answered { waiter.continuation.resume(returning: line) }
    }

    private static func line(with mark: String, in text: String) -> String? {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first { $0.contains(mark) }
            .map(String.init)
    }
}
