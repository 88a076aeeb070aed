/// What a plan makes as much of as it can.
public enum EquipObjective: String, Sendable, CaseIterable {
    /// Pupils, each counted by the share of their school's rooms that become whole.
    case pupils
    /// Schools that have all of the norm.
    case schools
    /// As `pupils`, schools in the country before all others.
    case ruralFirst = "rural-first"
}
