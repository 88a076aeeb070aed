internal import FoundationEssentials
public import Reports

extension EnrollmentFile {
    /// The code of the online form.
    public var code: EnrollmentCode? {
        if case .code(let code, _) = ticket { code } else { nil }
    }

    /// What stands in the code's place in the form for a school without a network.
    public var offline: OfflineEnrollment? {
        if case .offline(let offline) = ticket { offline } else { nil }
    }

    /// Whom an agent that enrols by this file believes.
    var anchor: ServerProof.Anchor {
        switch ticket {
        case .code(let code, nil): .code(code)
        case .code(_, let regionKey?): .key(regionKey)
        case .offline(let offline): .key(offline.regionKey)
        }
    }

    /// What the region is told.
    var secret: String {
        switch ticket {
        case .code(let code, _): code.secret
        case .offline(let offline): offline.secret
        }
    }

    /// What tells this ticket from another one, hashed by the region's key.
    func ticketHash(by hash: RegionHash) -> String {
        switch ticket {
        case .code(let code, _): hash(code.text, purpose: "enrollment-code")
        case .offline(let offline): hash(offline.secret, purpose: "enrollment-secret")
        }
    }

    /// Whether the file was made for the region that holds `key`: by all that it says of the key.
    func isFor(_ key: VerifyingKey) -> Bool {
        switch ticket {
        case .code(let code, let regionKey): code.isFor(key) && (regionKey == nil || regionKey == key)
        case .offline(let offline): offline.regionKey == key
        }
    }
}
