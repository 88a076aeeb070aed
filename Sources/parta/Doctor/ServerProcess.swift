internal import Foundation

/// What the kernel says of a running server.
struct ServerProcess {
    /// How many files and connections it has open; nil where there is none, or this account may not look.
    let openFiles: Int?

    /// How many it may have open, by proc(5)'s `Max open files`.
    let fileLimit: Int?

    /// Looks at once: root sees more than the database's owner, as whom it goes on.
    /// - Parameter id: nil where none was found.
    init(id: Int?) {
        openFiles = id.flatMap { try? FileManager.default.contentsOfDirectory(atPath: "/proc/\($0)/fd").count }
        let text = id.flatMap { try? String(contentsOfFile: "/proc/\($0)/limits", encoding: .utf8) }
        let line = text?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        fileLimit = line?.dropFirst("Max open files".count).split(separator: " ").first.flatMap { Int($0) }
    }
}
