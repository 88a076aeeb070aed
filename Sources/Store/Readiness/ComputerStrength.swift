/// A computer by what tells whether digital textbooks run on it.
public struct ComputerStrength: Sendable, Equatable {
    public var school: String
    public var memoryMiB: Int?
    /// As the firmware says it, `yyyy-mm-dd` or `mm/dd/yyyy`: no later than the computer was made by much.
    public var firmwareDate: String?

    public init(school: String, memoryMiB: Int? = nil, firmwareDate: String? = nil) {
        self.school = school
        self.memoryMiB = memoryMiB
        self.firmwareDate = firmwareDate
    }

    /// The year in which the firmware was built; nil where it says none.
    var firmwareYear: Int? {
        firmwareDate.flatMap { date in
            date.split(whereSeparator: { $0 == "/" || $0 == "-" }).first { $0.utf8.count == 4 }.flatMap { Int($0) }
        }
    }
}
