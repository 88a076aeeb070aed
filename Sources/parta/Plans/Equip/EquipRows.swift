internal import ArgumentParser
internal import Planning
internal import Store

/// What one row of the answer stands for.
enum EquipGrouping: String, CaseIterable, ExpressibleByArgument {
    case line, room, school, item, district
}

/// The rows of a plan, and their sums.
struct EquipRows {
    let inputs: EquipInputs
    let plan: EquipPlan

    /// What a row stands for: a school, or -1 where it stands for many; and what of it, by number.
    private struct Group: Hashable {
        var school: Int
        var part: Int
    }

    /// In the order of the schools, rooms and items, or of the first of what is added up.
    func rows(by grouping: EquipGrouping) -> [EquipRow] {
        let names = EquipItemNumbers(inputs)
        let choices = inputs.problem.items.map(\.bought)
        var places: [Group: Int] = [:]
        var rows: [EquipRow] = []
        // The school that a row last counted.
        var counted: [Int] = []
        for index in inputs.schools.indices {
            let (school, decided) = (inputs.problem.schools[index], plan.schools[index])
            for room in decided.rooms {
                for place in room.needs {
                    let need = school.needs[place]
                    let group =
                        switch grouping {
                        case .line: Group(school: index, part: names.items[need.item])
                        case .room: Group(school: index, part: names.rooms[need.item])
                        case .school: Group(school: index, part: 0)
                        case .item: Group(school: -1, part: names.items[need.item])
                        case .district: Group(school: -1, part: school.district)
                        }
                    let row = places[group] ?? rows.count
                    if row == rows.count {
                        places[group] = row
                        rows.append(head(index, room, need, grouping))
                        counted.append(-1)
                    }
                    rows[row].add(
                        need, received: decided.received[place], bought: decided.bought[place],
                        as: choices[need.item])
                    if counted[row] != index { (counted[row], rows[row].schools) = (index, rows[row].schools + 1) }
                }
            }
        }
        return rows
    }

    /// The sum of all.
    var total: EquipRow {
        var total = EquipRow(schools: inputs.schools.count)
        for row in rows(by: .district) { total.add(row) }
        return total
    }

    /// What all lines of a group have in common, without figures.
    private func head(
        _ index: Int, _ room: EquipRoomPlan, _ need: EquipSchool.Need, _ grouping: EquipGrouping
    ) -> EquipRow {
        let school = inputs.schools[index]
        var head = EquipRow()
        if grouping != .item { head.area = school.area.text }
        if [.line, .room, .school].contains(grouping) {
            (head.school, head.schoolName, head.coverage) = (school.id, school.name, inputs.coverage[index])
        }
        if [.line, .room, .item].contains(grouping) { head.room = room.room }
        if [.line, .item].contains(grouping) {
            let item = inputs.items[need.item]
            (head.category, head.mandatory) = (item.category.rawValue, item.mandatory)
        }
        if [.line, .room].contains(grouping) {
            (head.reason, head.year) = (room.reason.rawValue, room.year.flatMap { $0 > 0 ? $0 : nil })
        }
        return head
    }
}

/// Numbers for a problem's items that are the same for what rows do not tell apart.
private struct EquipItemNumbers {
    private struct Item: Hashable {
        var room: Int
        var category: EquipmentKind
        var mandatory: Bool
    }

    /// By `EquipProblem.items`: of what is of one kind of room, kind and whether it is mandatory.
    private(set) var items: [Int] = []
    /// By `EquipProblem.items`: of the kind of room.
    private(set) var rooms: [Int] = []

    init(_ inputs: EquipInputs) {
        var knownRooms: [String: Int] = [:]
        var knownItems: [Item: Int] = [:]
        for (item, norm) in zip(inputs.problem.items, inputs.items) {
            let room = knownRooms[item.room] ?? knownRooms.count
            knownRooms[item.room] = room
            rooms.append(room)
            let key = Item(room: room, category: norm.category, mandatory: norm.mandatory)
            let number = knownItems[key] ?? knownItems.count
            knownItems[key] = number
            items.append(number)
        }
    }
}

extension EquipRow {
    /// Adds what one item of one room asks for and gets.
    fileprivate mutating func add(
        _ need: EquipSchool.Need, received: Int, bought: Int, as choice: EquipItem.Choice?
    ) {
        let gap = need.missing - received
        required += need.needed ?? 0
        presentLow += need.presentLow
        presentHigh += need.presentHigh
        present += need.present
        self.received += received
        self.gap += gap
        self.bought += bought
        guard let choice else {
            unpriced += gap
            return
        }
        gapCost += (choice.price ?? 0) * Double(gap)
        cost += (choice.price ?? 0) * Double(bought)
        runningAYear += choice.runningAYear * Double(bought)
    }
}
