internal import Reports
internal import Store

/// Writes a made-up school's books.
struct BookMaker {
    /// Schools whose books somebody has brought in; of the others there is only what programmes brought.
    private static let keptShare = 0.5
    /// Computers and devices that nobody wrote down.
    private static let forgottenShare = 0.06
    /// Of those schools whose books are kept, the ones that somebody has counted.
    private static let countedShare = 0.4

    let country: MadeCountry
    let plan: SchoolPlan
    let school: MadeSchool

    private var asOf: CivilDate { country.parameters.asOf }

    func books() -> MadeBooks {
        var draws = Draws(seed: country.parameters.seed, "books", plan.number)
        var books = MadeBooks()
        var seen = seenThings()
        for delivery in country.register(of: plan.number - 1..<plan.number).deliveries {
            deliver(delivery, &seen, to: &books, &draws)
        }
        let isKept = draws.chance(Self.keptShare)
        if isKept {
            for computer in school.computers where !draws.chance(Self.forgottenShare) {
                books.assets.append(asset(of: computer, &draws))
            }
            for thing in seen where !draws.chance(Self.forgottenShare) {
                var asset = blank(thing.category, number: books.assets.count, &draws)
                asset.take(thing, withSerial: draws.chance(0.6))
                asset.funders = funders(&draws)
                books.assets.append(asset)
            }
        }
        for index in books.assets.indices { books.assets[index].age(asOf: asOf, &draws) }
        if isKept, draws.chance(Self.countedShare) { books.stocktakes = [count(books.assets, &draws)] }
        return books
    }

    // MARK: What is there

    /// A device as a book knows one.
    struct Thing {
        var category: Reports.Category
        var room: String
        var device: Device
    }

    /// What is worth an inventory number, each thing once, whichever PC saw it.
    private func seenThings() -> [Thing] {
        var known: Set<String> = []
        return school.computers.flatMap { computer in
            computer.devices.compactMap { made in
                guard MadePrice.of(.device(made.device.category)) != nil, known.insert(made.device.id).inserted else {
                    return nil
                }
                return Thing(category: made.device.category, room: computer.room, device: made.device)
            }
        }
    }

    // MARK: Assets

    private func blank(_ category: Reports.Category, number: Int, _ draws: inout Draws) -> Asset {
        Asset(
            school: plan.id, inventoryNumber: "\(plan.id)-D\(number + 1)", category: .device(category),
            purchasedOn: asOf.adding(days: -draws.whole(150...2_600)).description,
            price: MadePrice.of(.device(category)), currency: "KZT")
    }

    private func asset(of computer: MadeComputer, _ draws: inout Draws) -> Asset {
        let firmware = CivilDate(computer.computer.firmwareDate ?? "") ?? asOf.adding(days: -2_000)
        return Asset(
            school: plan.id, inventoryNumber: computer.label, category: .computer,
            // As a school year ends, some months after it was built; a twentieth stands elsewhere than the books say.
            room: draws.chance(0.05) ? "storeroom" : computer.room, vendor: computer.computer.vendor,
            model: computer.computer.model, purchasedOn: firmware.adding(days: draws.whole(60...400)).description,
            price: MadePrice.of(.computer), currency: "KZT", funders: funders(&draws))
    }

    /// Most is paid from the local budget alone, some with a sponsor.
    private func funders(_ draws: inout Draws) -> [AssetFunder] {
        let own = "Made-up Local Budget"
        guard draws.chance(0.15) else { return [AssetFunder(name: own, share: 100)] }
        return [AssetFunder(name: own, share: 60), AssetFunder(name: "Made-up Sponsor", share: 40)]
    }

    /// Most of what a programme brought was written down, first of all what computers see.
    private func deliver(
        _ delivery: Delivery, _ seen: inout [Thing], to books: inout MadeBooks, _ draws: inout Draws
    ) {
        let booked = Int((Double(delivery.count) * draws.real(0.75, 1)).rounded())
        for _ in 0..<booked {
            var asset = blank(delivery.category, number: books.assets.count, &draws)
            asset.purchasedOn = delivery.day
            asset.contract = delivery.document
            asset.programme = delivery.programme
            asset.funders = [
                AssetFunder(name: "Made-up Foundation", share: 80),
                AssetFunder(name: "Made-up Local Budget", share: 20),
            ]
            if let place = seen.firstIndex(where: { $0.category == delivery.category }) {
                asset.take(seen.remove(at: place), withSerial: draws.chance(0.7))
            } else {
                asset.room = plan.type == .small ? "101" : "204"
            }
            books.assets.append(asset)
        }
    }

    // MARK: Counting

    /// Somebody went through the rooms: most was found, some elsewhere, some not, and a few things that no book knows.
    private func count(_ assets: [Asset], _ draws: inout Draws) -> Stocktake {
        let day = asOf.adding(days: -draws.whole(12...70)).description
        var items: [Stocktake.Item] = []
        for asset in assets where asset.state?.isGone != true && (asset.purchasedOn ?? "") <= day {
            let found = draws.chance(0.96)
            items.append(
                Stocktake.Item(
                    inventoryNumber: asset.inventoryNumber, category: asset.category,
                    room: draws.chance(0.04) ? "assembly hall" : asset.room, count: found ? 1 : 0))
        }
        if draws.chance(0.5) {
            items.append(Stocktake.Item(category: .device(.projector), room: "assembly hall", count: 1))
        }
        return Stocktake(school: plan.id, day: day, document: "made-up-count-\(plan.number)", items: items)
    }
}

extension Asset {
    fileprivate mutating func take(_ thing: BookMaker.Thing, withSerial: Bool) {
        (room, vendor, model) = (thing.room, thing.device.vendor, thing.device.product)
        guard withSerial, let serial = thing.device.serial else { return }
        // Nobody has the region's key of a country that is nowhere: what is hashed stays as it is.
        self.serial = SerialMark(
            hash: serial.hasPrefix("hash:") ? serial : "hash:" + serial,
            plain: serial.hasPrefix("hash:") ? nil : serial)
    }

    /// What became of it: nearly everything is in use.
    fileprivate mutating func age(asOf: CivilDate, _ draws: inout Draws) {
        let states: [(AssetState?, weight: Double)] = [
            (nil, 930), (.stored, 20), (.repair, 15), (.broken, 15), (.writtenOff, 14), (.lost, 4), (.stolen, 2),
        ]
        guard let state = draws.pick(states) else { return }
        let bought = purchasedOn.flatMap { CivilDate($0) } ?? asOf
        let days = max(1, asOf.daysSinceEpoch - bought.daysSinceEpoch)
        self.state = state
        stateSince = bought.adding(days: draws.below(days)).description
        stateDocument = state == .stored ? nil : "made-up-act-\(draws.below(900) + 100)"
    }
}
