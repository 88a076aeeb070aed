/// Whose settings are meant.
public enum SettingsPlace: Sendable, Hashable {
    /// An area's path (`Kazakhstan/Aktobe`), or the name of one level alone where there is only one of that name.
    case area(String)
    /// A school's official id.
    case school(String)
}
