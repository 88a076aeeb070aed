/// A computer by what tells whether digital textbooks run on it.
public struct ComputerStrength: Sendable, Equatable {
    public var school: String
    public var memoryMiB: Int?
    /// As the firmware says it, `yyyy-mm-dd` or `mm/dd/yyyy`: no later than the computer was made by much.
    public var firmwareDate: String?
    /// As the books say it, `yyyy-mm-dd`.
    public var purchasedOn: String?

    public init(school: String, memoryMiB: Int? = nil, firmwareDate: String? = nil, purchasedOn: String? = nil) {
        self.school = school
        self.memoryMiB = memoryMiB
        self.firmwareDate = firmwareDate
        self.purchasedOn = purchasedOn
    }

    /// The year in which it was bought, or else its firmware was built, as an update may make it younger; nil where nobody says.
    var year: Int? {
        (purchasedOn ?? firmwareDate).flatMap { date in
            date.split(whereSeparator: { $0 == "/" || $0 == "-" }).first { $0.utf8.count == 4 }.flatMap { Int($0) }
        }
    }
}
