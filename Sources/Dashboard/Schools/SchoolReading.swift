public import FoundationEssentials
public import Reports
public import Store

/// What a school's page is made from, read at one moment; what a reader may not see is empty.
public struct SchoolReading: Sendable {
    /// A line test where and when the school had it.
    public struct Test: Sendable, Equatable {
        public var line: String?
        /// By the school's own clock.
        public var day: CivilDate
        public var hour: Int
        public var mbps: Double
        public var inLessons: Bool

        public init(line: String?, day: CivilDate, hour: Int, mbps: Double, inLessons: Bool) {
            self.line = line
            self.day = day
            self.hour = hour
            self.mbps = mbps
            self.inLessons = inLessons
        }
    }

    public var school: SchoolRow
    public var lines: [LineRow]
    public var tests: [Test]
    public var coverage: CoverageRow?
    /// By room, or of the whole school for who may not see rooms.
    public var stock: [StockRow]
    public var devices: [DeviceRow]
    public var computers: [ComputerRow]
    public var gaps: [GapRow]
    public var norm: EquipmentNorm?
    public var readiness: [ReadinessRow]
    public var programmes: [ProgrammeRow]
    /// The name of its support school.
    public var supportName: String?
    public var now: Date

    public init(school: SchoolRow, now: Date) {
        self.school = school
        self.now = now
        lines = []
        tests = []
        stock = []
        devices = []
        computers = []
        gaps = []
        readiness = []
        programmes = []
    }
}
