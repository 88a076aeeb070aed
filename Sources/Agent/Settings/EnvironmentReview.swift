internal import FoundationEssentials
internal import Glibc
internal import Logging
internal import Presentation
internal import ServiceManager

/// Looks through the settings of a computer for what nobody else complains about, and says where a complaint can be mended.
/// What reads a setting complains about it itself (`LineTestOptions`, `PedagogicalSetting`).
public struct EnvironmentReview: Sendable {
    private let environment: [String: String]
    private let file: EnvironmentFile

    /// - Parameters:
    ///   - environment: in force; under systemd it has what the file says.
    ///   - file: where it came from.
    public init(environment: [String: String], file path: String = "/etc/parta/agent.env") {
        self.init(environment: environment, file: EnvironmentFile(path: path))
    }

    init(environment: [String: String], file: EnvironmentFile) {
        (self.environment, self.file) = (environment, file)
    }

    /// A sentence for each setting that cannot be used and each name that is none.
    public var complaints: [String] {
        (unusable + unknown).map(placed)
    }

    /// A sentence with the line of the setting that it begins with, where the file has it.
    public func placed(_ sentence: String) -> String {
        let name = sentence.split { !($0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber)) }
            .first { $0.hasPrefix("PARTA_") }
        let entry = name.flatMap { file.text.entry(String($0)) }
        return SettingComplaint.placed(sentence, file: file.path, line: entry?.line)
    }

    private var unusable: [String] {
        var found: [String] = []
        func look(_ setting: AgentSetting, wants: String, _ accepts: (String) -> Bool) {
            guard let text = environment[setting.rawValue], !text.isEmpty, !accepts(text) else { return }
            found.append(SettingComplaint.unusable(setting.rawValue, value: text, wants: wants))
        }
        let levels = Logger.Level.allCases.map(\.rawValue)
        look(.logLevel, wants: "one of \(levels.joined(separator: ", "))", levels.contains)
        look(.executor, wants: "quiet or dispatch") { ["quiet", "dispatch"].contains($0) }
        look(.knowledge, wants: "a directory that is there") { Self.isDirectory($0) }
        if ProxySetting(environment: environment).isUnreadable, environment[AgentSetting.proxy.rawValue] != nil {
            found.append(
                SettingComplaint.unusable(
                    AgentSetting.proxy.rawValue, value: nil,
                    wants: "http://HOST:PORT, http://NAME:PASSWORD@HOST:PORT or direct",
                    consequence: "nothing is sent, since going round a proxy may be forbidden"))
        }
        return found
    }

    /// Of the file alone: an environment is shared with other programs.
    private var unknown: [String] {
        let known = AgentSetting.allCases.map(\.rawValue)
        return file.text.entries.map(\.name).filter {
            $0.hasPrefix("PARTA_") && !known.contains($0) && $0 != KnowledgeDirectories.overridesVariable
        }
        .map { SettingComplaint.unknown($0, known: known) }
    }

    private static func isDirectory(_ path: String) -> Bool {
        access(path.hasSuffix("/") ? path : path + "/", F_OK) == 0
    }
}
