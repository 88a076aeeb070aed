internal import Foundation
internal import Presentation
internal import ServiceManager

/// What the service is told besides its command line: its environment, and the file from which systemd fills that, so that a
/// command typed in a shell goes by the same settings.
struct ServiceSettings {
    static let path = "/etc/parta/parta.env"

    var environment: [String: String]
    /// Nil where there is no such file: not an installed machine.
    var file: EnvironmentText?

    init(environment: [String: String], file: EnvironmentText?) {
        self.environment = environment
        self.file = file
    }

    /// - Throws: `CommandFailure` where there is a file that this account may not read: without it a command would go to
    ///   another database than the service.
    init(environment: [String: String] = ProcessInfo.processInfo.environment, path: String = Self.path) throws {
        self.environment = environment
        guard access(path, F_OK) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw Self.hidden(path) }
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else { throw Self.hidden(path) }
        file = EnvironmentText(String(decoding: data, as: UTF8.self))
    }

    /// Whether a package has laid its files out here.
    var isInstalled: Bool { file != nil }

    /// As it was set: by the environment, else by the file; nil where nobody said anything.
    func value(_ name: String) -> String? {
        for text in [environment[name], file?.entry(name)?.value] {
            if let text, !text.isEmpty { return text }
        }
        return nil
    }

    /// As `value`, where it can be used.
    func usable(_ setting: ServiceSetting) -> String? {
        value(setting.rawValue).flatMap { setting.accepts($0) ? $0 : nil }
    }

    /// A sentence for each setting that cannot be used, and for each name in the file that is none.
    var complaints: [String] {
        let known = ServiceSetting.allCases.map(\.rawValue)
        let unusable = ServiceSetting.allCases.compactMap { setting -> String? in
            guard let text = value(setting.rawValue), !setting.accepts(text) else { return nil }
            let consequence = setting == .database ? "nothing is done, since another one would not be it" : nil
            let sentence = SettingComplaint.unusable(
                setting.rawValue, value: text, wants: setting.wants,
                consequence: consequence ?? "its default holds")
            return placed(sentence, setting.rawValue)
        }
        let pair = [ServiceSetting.tlsCertificate, .tlsKey].filter { usable($0) != nil }
        let alone =
            pair.count == 1
            ? pair.map { half in
                placed(
                    "\(half.rawValue) stands without the other of the two: the server shows a certificate of its own",
                    half.rawValue)
            } : []
        let unknown = (file?.entries ?? []).map(\.name).filter { $0.hasPrefix("PARTA_") && !known.contains($0) }
            .map { placed(SettingComplaint.unknown($0, known: known), $0) }
        return unusable + alone + unknown
    }

    private func placed(_ sentence: String, _ name: String) -> String {
        SettingComplaint.placed(sentence, file: Self.path, line: file?.entry(name)?.line)
    }

    private static func hidden(_ path: String) -> CommandFailure {
        CommandFailure(
            .noPermission,
            "this account may not read \(path), which says where the database is; run the command with sudo")
    }
}
