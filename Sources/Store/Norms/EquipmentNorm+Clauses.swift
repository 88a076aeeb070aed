public import Reports

extension EquipmentNorm {
    /// Which schools a norm speaks of: each condition that is set must hold.
    public struct Applies: Sendable, Equatable {
        public var types: [SchoolType]
        public var pupils: ClosedRange<Int>?
        /// A school that teaches one of these grades.
        public var grades: ClosedRange<Int>?
        public var shifts: ClosedRange<Int>?

        public init(
            types: [SchoolType], pupils: ClosedRange<Int>? = nil, grades: ClosedRange<Int>? = nil,
            shifts: ClosedRange<Int>? = nil
        ) {
            self.types = types
            self.pupils = pupils
            self.grades = grades
            self.shifts = shifts
        }

        /// - Returns: nil where what decides is not known of the school.
        func speaks(of school: SchoolPlace) -> Bool? {
            guard types.contains(school.type) else { return false }
            var isKnown = true
            func holds(_ range: ClosedRange<Int>?, _ value: ClosedRange<Int>?) -> Bool {
                guard let range else { return true }
                guard let value else {
                    isKnown = false
                    return true
                }
                return range.overlaps(value)
            }
            let holdsAll = [
                holds(pupils, school.pupils.map { $0...$0 }), holds(grades, school.grades.flatMap(Self.span)),
                holds(shifts, school.shifts.map { $0...$0 }),
            ].allSatisfy(\.self)
            return holdsAll ? (isKnown ? true : nil) : false
        }

        /// `1-11`, or one grade; nil for anything else.
        static func span(_ grades: String) -> ClosedRange<Int>? {
            let ends = grades.split(whereSeparator: { "-–—".contains($0) }).map { Int($0.filter { $0 != " " }) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last
            else { return nil }
            return first...last
        }
    }

    /// What counts as present.
    public struct Counting: Sendable, Equatable {
        /// Seen within so many days; nil for the region's school days (`presence_days`).
        public var seenDays: Int?
        /// What was bought more years ago does not count; of what has no day of purchase nobody can tell, and it does.
        public var ageYears: Int?

        public init(seenDays: Int? = nil, ageYears: Int? = nil) {
            self.seenDays = seenDays
            self.ageYears = ageYears
        }
    }

    /// What a school's line must give: base + step × max(0, pupils − basePupils) / stepPupils, in Mbps.
    public struct LineClause: Sendable, Equatable {
        public var baseMbps: Double
        public var basePupils: Int
        public var stepMbps: Double
        public var stepPupils: Int

        public init(baseMbps: Double, basePupils: Int, stepMbps: Double, stepPupils: Int) {
            self.baseMbps = baseMbps
            self.basePupils = basePupils
            self.stepMbps = stepMbps
            self.stepPupils = stepPupils
        }

        /// - Parameter pupils: nil where nobody knows: then the base, which every school must have.
        public func requiredMbps(pupils: Int?) -> Double {
            baseMbps + stepMbps * Double(max(0, (pupils ?? 0) - basePupils)) / Double(stepPupils)
        }

        /// The same as lines are held against it; nil where the base and the step do not meet at `basePupils`.
        public var lineNorm: LineNorm? {
            let pupilsPerMbps = Double(stepPupils) / stepMbps
            guard stepMbps > 0, Double(basePupils) / pupilsPerMbps == baseMbps else { return nil }
            func text(_ number: Double) -> String {
                number == number.rounded() ? String(Int(number)) : String(number)
            }
            return LineNorm(text: "\(text(baseMbps))+1/\(text(pupilsPerMbps))")
        }
    }

    /// What both ends of a lesson between a small school and its support school need.
    public struct SupportLink: Sendable, Equatable {
        /// What a line must give, both ways.
        public struct Line: Sendable, Equatable {
            public var downloadMbps: Double
            public var uploadMbps: Double
            public var latencyMs: Double?

            public init(downloadMbps: Double, uploadMbps: Double, latencyMs: Double? = nil) {
                self.downloadMbps = downloadMbps
                self.uploadMbps = uploadMbps
                self.latencyMs = latencyMs
            }
        }

        /// As a room's kind in answers.
        public static let kind = "support_link"

        /// Per school; not asked for where a room of the school's set asks for the same.
        public var items: [Item]
        public var line: Line?

        public init(items: [Item], line: Line? = nil) {
            self.items = items
            self.line = line
        }
    }
}
