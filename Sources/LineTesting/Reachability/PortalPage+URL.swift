internal import FoundationEssentials
internal import Reports

extension PortalProbe.Page {
    /// A page that answers 204 to whoever is let through, such as `http://HOST/generate_204`.
    /// - Returns: nil unless it is plain HTTP with a host: a captive page cannot answer in place of HTTPS unnoticed.
    public init?(url: String) {
        guard let parts = SettingText.plainPage(url), let host = parts.host else { return nil }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        self.init(
            host: bare, port: parts.port ?? 80, path: path + (parts.percentEncodedQuery.map { "?\($0)" } ?? ""))
    }
}
