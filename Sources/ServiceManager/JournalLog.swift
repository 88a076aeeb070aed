internal import Glibc
public import Logging

/// Log lines on standard error: under systemd with the priority prefix of sd-daemon(3), else with the level in words.
public struct JournalLog: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    /// Whether the journal reads standard error.
    private let isJournal: Bool

    init(logLevel: Logger.Level, isJournal: Bool) {
        self.logLevel = logLevel
        self.isJournal = isJournal
    }

    /// As this process was started: `$JOURNAL_STREAM` says that the journal listens, `$PARTA_LOG_LEVEL` how much to say.
    public static func standard() -> JournalLog {
        let level = variable("PARTA_LOG_LEVEL").flatMap { Logger.Level(rawValue: $0) }
        return JournalLog(logLevel: level ?? .info, isJournal: variable("JOURNAL_STREAM") != nil)
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
            .map { " \($0.key)=\($0.value)" }.joined()
        let head = isJournal ? "<\(Self.priority(of: event.level))>" : "\(event.level.rawValue): "
        let line = Self.oneLine("\(event.message)\(facts)")
        Self.write(head + line + "\n")
    }

    /// The priority of syslog(3) for a level.
    static func priority(of level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// Line breaks and control characters would forge lines of the log.
    static func oneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            line.unicodeScalars.append(isControl ? " " : scalar)
        }
        return line
    }

    private static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(written)
        }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
