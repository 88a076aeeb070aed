/// The lists of which a store counts what matches without reading it, and reads a page alone.
///
/// The others are made of many rows each, such as a line of all its tests: how many there are is known once they are made.
public enum CountedList: String, Sendable, CaseIterable {
    case schools, places, computers, agents, enrollments
}
