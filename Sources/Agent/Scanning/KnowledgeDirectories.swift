internal import Presentation

/// Where the hwdb text that says what devices are lies on this computer.
public enum KnowledgeDirectories {
    /// What the package installs.
    public static let installed = "/usr/lib/parta/hwdb.d"
    /// What a technician or administrator drops in; wins over ours.
    public static let overrides = "/etc/parta/hwdb.d"
    /// Names another directory in place of `overrides`, for tests and for building images.
    public static let overridesVariable = "PARTA_HWDB_OVERRIDES"

    /// The directories in force, from general to special.
    /// - Parameters:
    ///   - given: an option or setting that replaces the installed directory.
    ///   - environment: `PARTA_HWDB_OVERRIDES` names another directory for the technician's files.
    ///   - region: what the region's settings brought.
    public static func inForce(
        given: String? = nil, region: String? = nil, environment: [String: String] = [:]
    ) -> [String] {
        [
            given ?? InstalledFolder.found(installed, inCheckout: "hwdb.d"), region,
            environment[overridesVariable] ?? overrides,
        ].compactMap(\.self)
    }

    /// Where the compiled database of somebody without a state directory is kept: the user's cache, or nowhere.
    static func cache(environment: [String: String]) -> String? {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return "\(cache)/parta-agent" }
        if let home = environment["HOME"], home.hasPrefix("/") { return "\(home)/.cache/parta-agent" }
        return nil
    }
}
