internal import FoundationEssentials

/// Where a folder lies that a package installs beside its program.
public enum InstalledFolder {
    /// How far above a program its checkout is looked for.
    private static let levels = 6

    /// The installed folder or, for a program run from a build folder, that of the checkout around it.
    /// - Parameters:
    ///   - installed: where the package puts it; also the answer where there is neither.
    ///   - name: what it is called in a checkout.
    ///   - program: the path of the program; nil for the one that runs.
    public static func found(_ installed: String, inCheckout name: String, around program: String? = nil) -> String {
        let files = FileManager.default
        if files.fileExists(atPath: installed) { return installed }
        var folder = program ?? (try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        for _ in 0..<levels {
            guard let slash = folder.lastIndex(of: "/") else { break }
            folder = String(folder[..<slash])
            if files.fileExists(atPath: "\(folder)/Package.swift"), files.fileExists(atPath: "\(folder)/\(name)") {
                return "\(folder)/\(name)"
            }
        }
        return installed
    }
}
