/// One item that a norm asks for in rooms of a kind, with what does in its place: worked out once for all schools.
struct NormAsk: Sendable {
    /// `NormGaps.Gap.place`.
    var place: Int
    var room: String
    var seats: Int?
    var item: EquipmentNorm.Item
    var substitutes: [EquipmentNorm.Item]

    /// Gives the same item of the same kind of room the same place.
    struct Numbering {
        private struct Key: Hashable {
            var room: String
            var item: EquipmentNorm.Item
        }

        private var places: [Key: Int] = [:]

        var count: Int { places.count }

        /// What a room asks for; what only does in place of something is not asked for itself.
        mutating func asks(of items: [EquipmentNorm.Item], in room: String, seats: Int?) -> [NormAsk] {
            items.filter { $0.insteadOf == nil }.map { item in
                let key = Key(room: room, item: item)
                let place = places[key] ?? places.count
                places[key] = place
                return NormAsk(
                    place: place, room: room, seats: seats, item: item,
                    substitutes: items.filter { $0.insteadOf == item.category })
            }
        }
    }
}
