extension GLPIInventory {
    /// What of a computer is in no inventory, with how often; GLPI would drop it, or take it for something it is not.
    public struct Dropped: Sendable, Equatable {
        /// Computers on the books without an agent: they came from such lists, and nobody has looked into them.
        public var agentless = 0
        /// Devices that are not attached now: GLPI knows only what is there.
        public var absent = 0
        /// Devices of buses that the format has no section for.
        public var homeless = 0
        /// Devices without a name, which GLPI passes over.
        public var nameless = 0
        /// Serials that are kept as hashes only: they are no serials.
        public var hashedSerials = 0

        public init() {}

        public static func += (sum: inout Dropped, other: Dropped) {
            sum.agentless += other.agentless
            sum.absent += other.absent
            sum.homeless += other.homeless
            sum.nameless += other.nameless
            sum.hashedSerials += other.hashedSerials
        }

        /// A sentence for each thing that was dropped.
        public var sentences: [String] {
            [
                (agentless, "computers without an agent"),
                (absent, "devices that are not attached now"), (homeless, "devices that its format has no section for"),
                (nameless, "devices without a name"),
                (hashedSerials, "serials that are kept as hashes only, to protect their owners"),
            ].filter { $0.0 > 0 }.map { "not for GLPI: \($0.0) \($0.1)" }
        }
    }
}
