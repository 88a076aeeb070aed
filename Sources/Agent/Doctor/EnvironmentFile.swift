internal import FoundationEssentials
internal import ServiceManager

/// The file from which systemd fills the service's environment (`EnvironmentFile=`).
struct EnvironmentFile: Sendable {
    let path: String
    private(set) var text = EnvironmentText("")
    /// Whether it is there and may not be read.
    private(set) var isHidden = false

    init(path: String) {
        self.path = path
        do {
            guard let content = try PrivateFile.read(path, followsLink: true) else { return }
            text = EnvironmentText(String(decoding: content, as: UTF8.self))
        } catch {
            isHidden = true
        }
    }

    var values: [String: String] {
        Dictionary(text.entries.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}
