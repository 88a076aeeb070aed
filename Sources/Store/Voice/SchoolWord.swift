public import FoundationEssentials

/// What a school itself says of a figure about it, or of something broken. It never changes a figure: both stand side by side.
public struct SchoolWord: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// Of how many of a category there are; the subject is the category.
        case count
        /// Of what one of its lines gives; the subject is the line.
        case line
        /// Something does not work; the subject is the category.
        case breakage
    }

    public enum Stand: String, Codable, Sendable, CaseIterable {
        case confirmed, disputed
        /// Of a breakage.
        case reported
    }

    public var id: Int
    public var school: String
    public var at: Date
    /// The name of the token.
    public var who: String
    public var kind: Kind
    public var subject: String
    public var stand: Stand
    /// The figure as it was shown then.
    public var figure: String?
    /// What the school says it is.
    public var own: String?
    public var room: String?
    public var inventoryNumber: String?
    public var note: String?
    /// How many line tests are kept with it as evidence.
    public var tests: Int

    enum CodingKeys: String, CodingKey {
        case id, school, at, who, kind, subject, stand, figure, own, room, note, tests
        case inventoryNumber = "inventory_number"
    }

    public init(id: Int, _ word: NewSchoolWord, tests: Int) {
        self.id = id
        school = word.school
        at = word.at
        who = word.who
        kind = word.kind
        subject = word.subject
        stand = word.stand
        figure = word.figure
        own = word.own
        room = word.room
        inventoryNumber = word.inventoryNumber
        note = word.note
        self.tests = tests
    }
}

/// A school's word that is to be kept.
public struct NewSchoolWord: Sendable, Equatable {
    /// The longest note, in characters; every other text is shorter.
    public static let noteLimit = 1_000
    public static let textLimit = 120

    public var school: String
    public var at: Date
    public var who: String
    public var kind: SchoolWord.Kind
    public var subject: String
    public var stand: SchoolWord.Stand
    public var figure: String?
    public var own: String?
    public var room: String?
    public var inventoryNumber: String?
    public var note: String?
    /// The period whose line tests are kept with a dispute, as they are now; nil keeps none.
    public var evidenceSince: Date?

    public init(
        school: String, at: Date, who: String, kind: SchoolWord.Kind, subject: String, stand: SchoolWord.Stand,
        figure: String? = nil, own: String? = nil, room: String? = nil, inventoryNumber: String? = nil,
        note: String? = nil, evidenceSince: Date? = nil
    ) {
        self.school = school
        self.at = at
        self.who = who
        self.kind = kind
        self.subject = subject
        self.stand = stand
        self.figure = figure
        self.own = own
        self.room = room
        self.inventoryNumber = inventoryNumber
        self.note = note
        self.evidenceSince = evidenceSince
    }
}
