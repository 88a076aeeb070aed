/// What an engine says when it cannot do what was asked, in words that hold for every engine.
public struct DatabaseError: Error, Equatable, CustomStringConvertible {
    /// What can be told apart by whoever has to mend it.
    public enum Code: String, Sendable {
        /// What is kept cannot be read.
        case damaged
        case diskFull
        /// The disk, or the file system on it, does not take or give what it should.
        case diskFails
        case readOnly
        /// Somebody else held it for longer than one waits.
        case busy
        /// It took longer than one waits.
        case slow
        /// The file that was opened is not where it was.
        case moved
        case notPermitted
        case cannotOpen
        /// The server cannot be reached, or went away in the middle.
        case away
        /// The server takes no more connections.
        case tooManyConnections
        /// The server is of a version that Parta does not run on; the message is that version.
        case serverVersion
        /// Anything else.
        case other
    }

    public var code: Code
    /// The engine's own words; never shown to a client.
    public var message: String

    public init(_ code: Code = .other, message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code.rawValue): \(message)" }

    /// Whether a reader who would have liked to write on the way can do without.
    public var isHarmlessToReaders: Bool {
        [.readOnly, .busy, .diskFull, .diskFails, .moved, .notPermitted].contains(code)
    }
}
