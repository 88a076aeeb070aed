internal import Reports

/// A school's assets, each taken once by the thing that it is, or that it is taken for.
struct StockBooks {
    /// An asset and what ties it to a thing.
    struct Claim: Equatable {
        var asset: SchoolEvidence.Booked
        var match: StockItem.Match
    }

    /// By inventory number; nil where a thing has claimed it.
    private var open: [SchoolEvidence.Booked?]
    private var bySerial: [String: Int] = [:]
    private var byNumber: [String: Int] = [:]
    private var byAgent: [String: Int] = [:]

    init(_ assets: [SchoolEvidence.Booked]) {
        let sorted = assets.sorted { $0.inventoryNumber < $1.inventoryNumber }
        open = sorted
        for (index, asset) in sorted.enumerated() {
            if let serial = asset.serial {
                bySerial[serial.hash] = index
                if let plain = serial.plain { bySerial[plain] = index }
            }
            if asset.category == .computer { byNumber[asset.inventoryNumber] = index }
            if let agent = asset.agent { byAgent[agent.text] = index }
        }
    }

    /// What nothing has claimed, by inventory number.
    var left: [SchoolEvidence.Booked] { open.compactMap(\.self) }

    /// The asset that a thing is, by its serial or its sticker.
    mutating func claim(_ thing: StockThing) -> Claim? {
        if let serial = thing.serial, let claim = take(bySerial[serial], .serial) { return claim }
        guard thing.category == .computer else { return nil }
        if let agent = thing.agent, let claim = take(byAgent[agent.text], .serial) { return claim }
        return thing.label.flatMap { take(byNumber[$0], .label) }
    }

    /// An asset that a thing may be, as far as category and room tell. What is out of order or gone, and a thing that its
    /// computer ran without, is taken for nothing.
    /// - Parameter isKin: what the books call by another name that may be seen as the thing's, in place of the same.
    mutating func guess(_ thing: StockThing, by match: StockItem.Match, isKin: Bool = false) -> Claim? {
        guard thing.presence != .notSeen, match != .room || thing.room != nil else { return nil }
        let found = open.indices.first { index in
            guard let asset = open[index] else { return false }
            return (isKin ? asset.category.isKin(of: thing.category) : asset.category == thing.category)
                && (match == .category || asset.room == thing.room)
                && !asset.state.isGone && !asset.state.isOutOfOrder && !isTold(asset, from: thing)
        }
        return take(found, match)
    }

    /// Whether both say of themselves which they are, so that they are two.
    private func isTold(_ asset: SchoolEvidence.Booked, from thing: StockThing) -> Bool {
        if thing.category == .computer, thing.label != nil { return true }
        return asset.serial != nil && thing.serial != nil
    }

    private mutating func take(_ index: Int?, _ match: StockItem.Match) -> Claim? {
        guard let index, let asset = open[index] else { return nil }
        open[index] = nil
        return Claim(asset: asset, match: match)
    }
}

extension StockCategory {
    /// Whether a thing bought as this may be seen as that other.
    fileprivate func isKin(of seen: StockCategory) -> Bool {
        guard case .device(let bought) = self, case .device(let seen) = seen else { return false }
        return bought != seen && bought.mayBeSeenAs.contains(seen)
    }
}
