/// What went wrong in a store that the reader can mend.
public enum StoreFailure: Error, Equatable, CustomStringConvertible {
    case cannotOpen(location: String, reason: String)
    /// The database was written by a later release.
    case newerDatabase(location: String)
    case unknownSchool(String)
    case unknownSupportSchool(school: String, supportedBy: String)
    /// One import names a school twice.
    case doubledSchool(String)
    case unknownArea(String)
    case unknownAgent(String)

    public var description: String {
        switch self {
        case .cannotOpen(let location, let reason):
            "the database \(location) cannot be opened (\(reason)); check the path and who may write there"
        case .newerDatabase(let location):
            "the database \(location) was written by a newer release of parta and is left untouched; "
                + "install that release, or name another database with --database"
        case .unknownSchool(let school):
            "there is no school \"\(school)\" in the registry; `parta schools` lists them, `parta import schools` adds them"
        case .unknownSupportSchool(let school, let support):
            "school \"\(school)\" is supported by \"\(support)\", which is neither in the registry nor in this file"
        case .doubledSchool(let school):
            "school \"\(school)\" stands twice in one import; keep one of the two rows"
        case .unknownArea(let area):
            "there is no area \"\(area)\"; name a country, region or district as `parta schools` shows it, "
                + "or a path such as Kazakhstan/Aktobe"
        case .unknownAgent(let agent):
            "there is no agent \"\(agent)\"; `parta agents` lists them"
        }
    }
}
