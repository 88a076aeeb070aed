internal import Foundation

/// What the kernel says of a running server.
struct ServerProcess {
    /// Nil where none was found.
    let id: Int?

    /// How many files and connections it has open; nil where this account may not look.
    var openFiles: Int? {
        id.flatMap { try? FileManager.default.contentsOfDirectory(atPath: "/proc/\($0)/fd").count }
    }

    /// How many it may have open, by proc(5)'s `Max open files`.
    var fileLimit: Int? {
        guard let id, let text = try? String(contentsOfFile: "/proc/\(id)/limits", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        return line?.dropFirst("Max open files".count).split(separator: " ").first.flatMap { Int($0) }
    }
}
