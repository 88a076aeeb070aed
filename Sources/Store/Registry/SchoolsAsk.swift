public import Reports

/// Schools as a file tells of them, and from which day on.
public struct SchoolsAsk: Sendable, Equatable {
    public var schools: [School]
    /// What the file has no column for: it stays as it is at schools that are known already.
    public var unsaid: Set<SchoolField>
    /// What platforms say of these schools; each takes the place of what its source said before.
    public var extras: [SchoolExtra]
    /// The day of the import (UTC).
    public var day: CivilDate
    /// From when on it is so. Nil: changes hold from `day`, and what is first heard of a school has been so since it opened, or
    /// always.
    public var validFrom: CivilDate?

    public init(
        schools: [School], unsaid: Set<SchoolField> = [], extras: [SchoolExtra] = [], day: CivilDate,
        validFrom: CivilDate? = nil
    ) {
        self.schools = schools
        self.unsaid = unsaid
        self.extras = extras
        self.day = day
        self.validFrom = validFrom
    }
}
