public import Reports

/// What went wrong in a store that the reader can mend.
public enum StoreFailure: Error, Equatable, CustomStringConvertible {
    case cannotOpen(location: String, reason: String)
    /// This account may not read or write it.
    case notPermitted(location: String)
    /// A question was asked of a database that nobody has made.
    case noDatabase(location: String)
    /// A question was asked of a database that an earlier release left.
    case olderDatabase(location: String)
    /// A database of another program.
    case foreignDatabase(location: String)
    /// No database, or one that can no longer be read.
    case damaged(location: String)
    case diskFull(location: String)
    /// The disk, or the file system on it, does not take or give what it should.
    case diskFails(location: String, reason: String)
    case readOnly(location: String)
    /// Another program held it for longer than one waits.
    case busy(location: String)
    /// The database took longer than one waits.
    case slow(location: String)
    /// The file was renamed or removed, or another took its place, while it was in use.
    case moved(location: String)
    /// The database's server cannot be reached, or went away in the middle.
    case away(location: String)
    /// The database's server takes no more connections.
    case outOfConnections(location: String)
    /// The database's server is of a version that this release does not run on.
    case serverVersion(location: String, version: String)
    /// Anything else that the database says.
    case fault(location: String, reason: String)
    /// The database was written by a later release; its tables are of a step that this one does not know.
    case newerDatabase(location: String, step: String)
    case unknownSchool(String)
    case unknownSupportSchool(school: String, supportedBy: String)
    /// One import names a school twice.
    case doubledSchool(String)
    /// It is not there any more; what became of it.
    case closedSchool(String, on: CivilDate, successors: [String])
    /// A later change is known already, so that this one cannot hold from `day` on.
    case changedSince(String, day: CivilDate)
    /// A computer was placed later than it is to be moved.
    case movedSince(agent: String, day: CivilDate)
    /// Schools cannot be changed so.
    case impossibleChange(String)
    /// One import names the same thing twice.
    case doubledRow(String)
    /// One import names an asset twice, by school and inventory number.
    case doubledAsset(String)
    /// One import names a computer twice, by label, serial or UUID.
    case doubledComputer(String)
    case unknownArea(String)
    /// Several areas have this name.
    case ambiguousArea(String, paths: [String])
    /// Somebody changed the settings of this place in between.
    case settingsMovedOn(String)
    case unknownAgent(String)
    /// What so many schools have is not worked out yet, and the question asked for no more of them at once.
    case figuresMissing(schools: Int)
    case unknownLine(school: String, line: String)
    case unknownGateway(school: String, gateway: String)
    /// The school has several lines, and the question is of one.
    case lineNotNamed(school: String, lines: [String])

    /// Nothing is kept of a device; which one was asked for is not said again.
    case unknownDevice
    /// A name is to be erased that stands nowhere; it is not said again.
    case unknownPerson
    /// Several devices have the serial by which one of them is to be erased; their ids.
    case severalDevices([String])
    /// A device is to be erased that a list of deliveries or the books name.
    case deviceOnBooks(school: String)
    case unknownEnrollment(Int)
    case unknownProgramme(String)
    /// A value was given of an indicator that nobody has described yet.
    case unknownIndicator(String)
    /// The ids of those that are kept.
    case unknownNorm(String, kept: [String])
    case unknownPlan(Int)
    case unknownToken(Int)
    /// A token of this name is or was there: the audit log tells tokens apart by their names.
    case tokenNameTaken(String)
    /// A made-up country was to be written beside schools that are there.
    case holdsSchools(location: String)
    /// A made-up country names a school that never came.
    case incompleteExample(location: String, missing: String)

    public var description: String {
        switch self {
        case .cannotOpen(let location, let reason):
            "the database \(location) cannot be opened (\(reason)); check the path and who may write there"
        case .notPermitted(let location):
            "this account may not open the database \(location); run the command as the account that `parta serve` runs as"
        case .noDatabase(let location):
            "there is no database at \(location); `parta import schools` or `parta serve` makes one, "
                + "and --database names another"
        case .olderDatabase(let location):
            "the database \(location) is not up to date with this release of parta; "
                + "`parta serve` or `parta import schools` brings it up to date once"
        case .foreignDatabase(let location):
            "\(location) is the database of another program and is left untouched; name another with --database"
        case .damaged(let location):
            "the database \(location) is damaged or no database at all; "
                + "check the path, keep the file, and restore the database from a backup"
        case .diskFull(let location):
            "the disk that holds the database \(location) is full, so nothing was stored; make room and try again"
        case .readOnly(let location):
            "the database \(location) cannot be written to, so nothing was stored; check the file, its directory and the disk"
        case .busy(let location):
            "another program holds the database \(location); nothing was done, so try again when that has ended"
        case .diskFails(let location, let reason):
            "the disk that holds the database \(location) fails (\(reason)), so nothing was stored; look at the kernel's log and "
                + "at the disk"
        case .slow(let location):
            "the database \(location) took longer than one waits, so nothing was done; see what else it is busy with"
        case .moved(let location):
            "the database \(location) is not the file any more that was opened; bring that one back, or start this program again "
                + "for the one that is there"
        case .away(let location):
            "the server of the database \(location) does not answer; nothing was stored, and what was on its way is to be sent "
                + "again when it is back: see whether PostgreSQL runs and can be reached from here"
        case .outOfConnections(let location):
            "the server of the database \(location) takes no more connections; raise max_connections there, or run fewer "
                + "servers on it"
        case .serverVersion(let location, let version):
            "the server of the database \(location) is PostgreSQL \(version), and Parta wants 15 or later; use one of those"
        case .fault(let location, let reason):
            "the database \(location) failed (\(reason)); check its disk, and restore a backup if it fails again"
        case .newerDatabase(let location, let step):
            "the database \(location) was written by a newer release of parta (its tables are of step \(step)) and is left "
                + "untouched; this is \(Version.text), so install a later one, or name another database with --database"
        case .unknownSchool(let school):
            "there is no school \"\(school)\" in the registry; `parta schools` lists them, `parta import schools` adds them"
        case .unknownSupportSchool(let school, let support):
            "school \"\(school)\" is supported by \"\(support)\", which is neither in the registry nor in this file"
        case .doubledSchool(let school):
            "school \"\(school)\" stands twice in one import; keep one of the two rows"
        case .closedSchool(let school, let day, let successors):
            "school \"\(school)\" closed on \(day)"
                + (successors.isEmpty
                    ? "; name another" : "; name \(successors.joined(separator: " or ")), which it became")
        case .changedSince(let thing, let day):
            "a change of \(thing) from \(day) on is known already; give that day or a later one"
        case .movedSince(let agent, let day):
            "agent \"\(agent)\" was placed later than that, on \(day); give a later time"
        case .impossibleChange(let reason): reason
        case .doubledRow(let thing):
            "\(thing) stands twice in one import; keep one of the two rows, or put their numbers together"
        case .doubledAsset(let asset):
            "the asset \"\(asset)\" stands twice in one import; keep one of the two rows, or give one another inventory number"
        case .doubledComputer(let computer):
            "the computer \"\(computer)\" stands twice in one import, by its label, serial or UUID; keep one of the two rows"
        case .unknownArea(let area):
            "there is no area \"\(area)\"; name a country, region or district as `parta schools` shows it, "
                + "or a path such as Kazakhstan/Aktobe"
        case .ambiguousArea(let area, let paths):
            "\"\(area)\" names several areas; give one of the paths \(paths.joined(separator: ", "))"
        case .settingsMovedOn(let place):
            "somebody else changed the settings of \(place) just now, so nothing was changed; "
                + "look with `parta settings show` and try again"
        case .figuresMissing(let schools):
            "what schools have is still being worked out, for \(schools) of them; ask again in some seconds"
        case .unknownAgent(let agent):
            "there is no agent \"\(agent)\"; `parta agents` lists them"
        case .unknownLine(let school, let line):
            "school \"\(school)\" has no line \"\(line)\"; `parta lines gateways --school \(school)` lists its lines"
        case .unknownGateway(let school, let gateway):
            "school \"\(school)\" has no confirmed gateway \"\(gateway)\"; "
                + "`parta lines gateways --school \(school)` lists them"
        case .lineNotNamed(let school, let lines):
            "school \"\(school)\" has the lines \(lines.joined(separator: ", ")); say with --line which of them is meant"
        case .unknownDevice:
            "nothing is kept of such a device here: no computer saw it, or it was erased before; where a computer told of it "
                + "without its serial, name it by its id with --device, as `parta devices` shows it"
        case .unknownPerson:
            "this name stands nowhere in the log, beside no change and in no token's name; give it as `parta audit` shows it"
        case .severalDevices(let ids):
            "several devices have this serial, as some makers give every piece the same; name one of them with --device: "
                + ids.joined(separator: ", ")
        case .deviceOnBooks(let school):
            "the books or a list of deliveries name this device's serial for school \"\(school)\", so it is nobody's own and was "
                + "not erased; see `parta assets --school \(school)`"
        case .unknownEnrollment(let id):
            "there is no enrolment \(id); `parta enrollment list` shows them with their numbers"
        case .unknownProgramme(let programme):
            "there is no programme \"\(programme)\"; `parta programmes` lists them, `parta import programmes` adds them"
        case .unknownIndicator(let indicator):
            "there is no indicator \"\(indicator)\"; the first file with it says its name_en (or name_kk, name_ru) and unit"
        case .unknownNorm(let norm, let kept):
            "no norm \"\(norm)\" is kept, and no such file is there; "
                + (kept.isEmpty ? "`parta import norms FILE` keeps one" : "kept are \(kept.joined(separator: ", "))")
        case .unknownPlan(let id):
            "there is no plan \(id); `parta plans` lists them with their numbers"
        case .unknownToken(let id):
            "there is no token \(id); `parta token list` lists them"
        case .tokenNameTaken(let name):
            "there is or was a token named \"\(name)\"; give the new one another name, since the audit log tells them apart by it"
        case .holdsSchools(let location):
            "the database \(location) holds schools already, and a made-up country is kept apart from them; name a database of "
                + "its own, one that is not there yet"
        case .incompleteExample(let location, let missing):
            "the made-up country in \(location) names the school \"\(missing)\", which it does not hold; remove the file and "
                + "make it again"
        }
    }
}
