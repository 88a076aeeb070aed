/// What becomes of one school.
public struct EquipSchoolPlan: Sendable, Equatable {
    /// By the school's needs: what it gets from neighbours.
    public var received: [Int]
    /// By the school's needs: what is bought, of `EquipItem.bought`.
    public var bought: [Int]
    public var rooms: [EquipRoomPlan]

    public init(received: [Int], bought: [Int], rooms: [EquipRoomPlan]) {
        self.received = received
        self.bought = bought
        self.rooms = rooms
    }
}
