/// What lies in a state directory, told by its name: in words for whoever seals an image.
enum StateContent: Equatable {
    case trust, lock
    /// This computer's, or derived from what is.
    case own(String)

    init(name: String) {
        switch name {
        case "trust.json": self = .trust
        case "lock": self = .lock
        case "key": self = .own("the agent's key: a copy makes its own at its first start")
        case "outbox.sqlite": self = .own("the outbox: reports, device-days and line tests")
        case "enrollment.json": self = .own("the enrolment with the region's receipt")
        case "machine.json": self = .own("by what this computer is told from a copy of it")
        case "origin.json": self = .own("of which agent this one was a copy")
        case "standing.json", "refusal.json": self = .own("what the region said of this agent")
        case "gateways.json": self = .own("behind which gateway this computer was enrolled")
        case "settings.json": self = .own("the region's settings for this school: fetched anew")
        case "hwdb", "hwdb.d": self = .own("compiled hardware knowledge: made anew at the next start")
        default:
            if name.hasPrefix("key-of-") {
                self = .own("a former key")
            } else if name.hasPrefix("outbox.sqlite") {
                self = .own("of the outbox")
            } else if name.contains(".corrupt-") {
                self = .own("a damaged file that was kept aside")
            } else {
                self = .own("of this computer")
            }
        }
    }

    var sentence: String {
        switch self {
        case .trust: "the region's signed statement on its servers: no secret of this computer is in it"
        case .lock: "the lock"
        case .own(let sentence): sentence
        }
    }
}
