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

    /// In the order of the schools, rooms and items, or of the first of what is added up.
    func rows(by grouping: EquipGrouping) -> [EquipRow] {
        var places: [[String]: Int] = [:]
        var rows: [EquipRow] = []
        var counted: Set<[String]> = []
        for index in inputs.schools.indices {
            for room in plan.schools[index].rooms {
                for need in room.needs {
                    let line = line(index, room, need)
                    let key = Self.key(line, grouping)
                    if let place = places[key] {
                        rows[place].add(line)
                    } else {
                        places[key] = rows.count
                        rows.append(Self.head(line, grouping))
                        rows[rows.count - 1].add(line)
                    }
                    if counted.insert(key + ["", line.school ?? ""]).inserted { rows[places[key] ?? 0].schools += 1 }
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

    private func line(_ index: Int, _ room: EquipRoomPlan, _ place: Int) -> EquipRow {
        let (school, need) = (inputs.schools[index], inputs.problem.schools[index].needs[place])
        let item = inputs.problem.items[need.item]
        let received = plan.schools[index].received[place]
        let bought = plan.schools[index].bought[place]
        let gap = need.missing - received
        let choice = item.bought
        return EquipRow(
            area: school.area.text, school: school.id, schoolName: school.name, room: room.room,
            category: inputs.items[need.item].category.rawValue, mandatory: inputs.items[need.item].mandatory,
            coverage: inputs.coverage[index], required: need.needed ?? 0, presentLow: need.presentLow,
            presentHigh: need.presentHigh, present: need.present, received: received, gap: gap, bought: bought,
            gapCost: (choice?.price ?? 0) * Double(gap), cost: (choice?.price ?? 0) * Double(bought),
            runningAYear: (choice?.runningAYear ?? 0) * Double(bought), unpriced: choice == nil ? gap : 0,
            year: room.year.flatMap { $0 > 0 ? $0 : nil }, reason: room.reason.rawValue)
    }

    private static func key(_ row: EquipRow, _ grouping: EquipGrouping) -> [String] {
        switch grouping {
        case .line: [row.school ?? "", row.room ?? "", row.category ?? "", row.mandatory == true ? "1" : "0"]
        case .room: [row.school ?? "", row.room ?? ""]
        case .school: [row.school ?? ""]
        case .item: [row.room ?? "", row.category ?? "", row.mandatory == true ? "1" : "0"]
        case .district: [row.area ?? ""]
        }
    }

    /// What all rows of a group have in common, without figures.
    private static func head(_ row: EquipRow, _ grouping: EquipGrouping) -> EquipRow {
        var head = EquipRow()
        if grouping != .item { head.area = row.area }
        if [.line, .room, .school].contains(grouping) {
            (head.school, head.schoolName, head.coverage) = (row.school, row.schoolName, row.coverage)
        }
        if [.line, .room, .item].contains(grouping) { head.room = row.room }
        if [.line, .item].contains(grouping) { (head.category, head.mandatory) = (row.category, row.mandatory) }
        if [.line, .room].contains(grouping) { (head.reason, head.year) = (row.reason, row.year) }
        return head
    }
}
