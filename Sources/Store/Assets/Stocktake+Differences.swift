extension Stocktake {
    /// Holds the list against the books.
    ///
    /// What a row names by its number is judged by itself. A row that counts a category is held against what is booked of it
    /// (in its room, where the row has one) and not named by a number. Every other asset on the books is missing, for the
    /// list is of the whole school.
    /// - Parameters:
    ///   - booked: the school's assets on that day, whatever their state.
    ///   - others: assets of other schools with a number that the list names.
    /// - Returns: what was named, in the list's order, then what is missing, by inventory number.
    public func differences(booked: [BookedAsset], others: [BookedAsset]) -> [StocktakeDifference] {
        var rest = Dictionary(booked.map { ($0.inventoryNumber, $0) }) { first, _ in first }
        let elsewhere = Dictionary(others.map { ($0.inventoryNumber, $0) }) { first, _ in first }
        var differences: [StocktakeDifference] = []
        for item in items {
            guard let number = item.inventoryNumber else { continue }
            let asset = rest.removeValue(forKey: number)
            differences.append(difference(item, number, asset, elsewhere[number]))
        }
        var open = rest.values.filter { !$0.state.isGone }.sorted { $0.inventoryNumber < $1.inventoryNumber }
        // Rows with a room first: what a row for the whole school counts must not take what is booked in theirs.
        let counted = items.filter { $0.inventoryNumber == nil }
        for item in counted.filter({ $0.room != nil }) + counted.filter({ $0.room == nil }) {
            guard let category = item.category else { continue }
            let matching = open.filter { $0.category == category && (item.room == nil || $0.room == item.room) }
            let numbers = Set(matching.map(\.inventoryNumber))
            open.removeAll { numbers.contains($0.inventoryNumber) }
            let found = min(item.count, matching.count)
            for (kind, count) in [
                (StocktakeDifference.Kind.found, found), (.missing, matching.count - found),
                (.unexpected, item.count - found),
            ] where count > 0 {
                differences.append(row(kind, category: category, room: item.room, count: count))
            }
        }
        return differences
            + open.map { row(.missing, number: $0.inventoryNumber, category: $0.category, room: $0.room) }
    }

    private func difference(
        _ item: Item, _ number: String, _ asset: BookedAsset?, _ other: BookedAsset?
    ) -> StocktakeDifference {
        guard let asset else {
            var unbooked = row(
                other == nil ? .unexpected : .elsewhere, number: number, category: other?.category ?? item.category,
                room: item.room, count: item.count)
            unbooked.bookedSchool = other?.school
            unbooked.bookedRoom = other?.room
            return unbooked
        }
        if item.count == 0 {
            return row(.missing, number: number, category: asset.category, room: asset.room)
        }
        var found = row(.found, number: number, category: asset.category, room: item.room ?? asset.room)
        if asset.state.isGone {
            found.kind = .unexpected
            found.bookedState = asset.state
        } else if let room = item.room, room != asset.room {
            found.kind = .elsewhere
            found.bookedRoom = asset.room
        }
        return found
    }

    private func row(
        _ kind: StocktakeDifference.Kind, number: String? = nil, category: StockCategory?, room: String?,
        count: Int = 1
    ) -> StocktakeDifference {
        StocktakeDifference(
            school: school, day: day, kind: kind, inventoryNumber: number, category: category, room: room, count: count)
    }
}
