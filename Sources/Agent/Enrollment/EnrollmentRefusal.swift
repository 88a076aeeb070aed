public import FoundationEssentials
internal import Reports

/// Why this computer was not taken in when it last asked: `refusal.json` in the state directory, until it is taken in.
public struct EnrollmentRefusal: Codable, Sendable, Equatable {
    /// What happened and what to do, without the code.
    public var sentence: String
    /// By the computer's clock.
    public var refusedAt: Date

    init(_ failure: EnrollmentFailure, at now: Date) {
        (sentence, refusedAt) = (failure.description.asOneLine(), now)
    }

    enum CodingKeys: String, CodingKey {
        case sentence
        case refusedAt = "refused_at"
    }
}

extension StateDirectory {
    private static let refusalFile = "refusal.json"

    /// A file that cannot be read is none: it is only told to people.
    static func refusal(in path: String) -> EnrollmentRefusal? {
        try? read(EnrollmentRefusal.self, "\(path)/\(refusalFile)", as: "a refusal")
    }

    /// Keeps why this computer was not taken in, or forgets it. A disk on which it cannot be kept hinders no enrolment.
    func note(_ refusal: EnrollmentRefusal?) {
        if let refusal {
            try? PrivateFile.write(ReportCoder.encode(refusal, pretty: true), to: "\(path)/\(Self.refusalFile)")
        } else {
            try? remove(Self.refusalFile)
        }
    }
}
