internal import Glibc

/// The directories systemd hands to a service through its environment (systemd.exec(5)).
public struct ServiceEnvironment: Sendable, Equatable {
    /// `StateDirectory=`, such as `/var/lib/parta-agent`.
    public var stateDirectory: String?
    /// `RuntimeDirectory=`, such as `/run/parta-agent`.
    public var runtimeDirectory: String?
    /// Where `LoadCredential=` and `SetCredential=` put their files.
    public var credentialsDirectory: String?

    public init(stateDirectory: String? = nil, runtimeDirectory: String? = nil, credentialsDirectory: String? = nil) {
        self.stateDirectory = stateDirectory
        self.runtimeDirectory = runtimeDirectory
        self.credentialsDirectory = credentialsDirectory
    }

    /// What the environment says; of several directories, which systemd separates by colons, the first.
    public static var current: ServiceEnvironment {
        ServiceEnvironment(
            stateDirectory: directory("STATE_DIRECTORY"), runtimeDirectory: directory("RUNTIME_DIRECTORY"),
            credentialsDirectory: directory("CREDENTIALS_DIRECTORY"))
    }

    private static func directory(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value).split(separator: ":").first.map(String.init)
    }
}
