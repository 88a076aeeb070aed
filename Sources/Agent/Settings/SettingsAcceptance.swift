/// What became of settings that came by wire or by file.
public enum SettingsAcceptance: Sendable, Equatable {
    /// They hold from now on.
    case taken
    /// They held already.
    case known
    /// Newer ones hold already, and go on.
    case older
}
