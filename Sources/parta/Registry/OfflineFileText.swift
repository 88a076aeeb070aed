internal import Presentation
internal import Reports

/// The enrolment file of a school without a network, as the agent reads it.
enum OfflineFileText {
    /// - Throws: `CommandFailure` when a value would not survive a line of its own.
    static func of(_ content: OfflineEnrollment, server: String?, room: String?) throws -> String {
        var lines =
            ["# Written by parta enrollment new --offline. Keep it as secret as an enrolment code."] + content.lines
        if let server { lines.append("PARTA_SERVER=\(server)") }
        if let room { lines.append("PARTA_ROOM=\(room)") }
        let isWhole = lines.allSatisfy { line in
            !line.unicodeScalars.contains { $0.properties.generalCategory == .control } && line.utf8.count <= 400
        }
        guard isWhole else {
            throw CommandFailure(.usage, "school, room and server must be of one line each, and short")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
