/// Which values of one indicator in one period are hidden, and which of their totals.
struct Hiding {
    private let table: Suppression.Table?
    /// How many schools of each area have a value.
    private let told: [[String]: Int]

    /// - Parameter values: of every school in the reader's scope.
    init(
        _ values: [IndicatorValue], of indicator: Indicator, schools: [String: IndicatorBook.School],
        _ suppression: Suppression?
    ) {
        guard indicator.countsChildren, let suppression else {
            (table, told) = (nil, [:])
            return
        }
        let cells = values.map { value in
            // Half a child tells of one.
            Suppression.Cell(
                groups: schools[value.school]?.area.parts ?? [], count: value.value.map { Int($0.rounded(.up)) })
        }
        var told: [[String]: Int] = [:]
        for cell in cells where cell.count != nil {
            for length in 0...cell.groups.count { told[Array(cell.groups.prefix(length)), default: 0] += 1 }
        }
        self.told = told
        table = suppression.table(of: cells, withTotals: true)
    }

    func hidesSchool(_ index: Int) -> Bool { table?.hidden.contains(index) ?? false }

    /// - Parameters:
    ///   - area: the parts of the path that the total is of.
    ///   - members: what the total is made of.
    func hidesTotal(of area: [String], members: [Int]) -> Bool {
        guard let table else { return false }
        // A mean gives its sum away, so it is hidden like one. A total of a part of the area, such as its rural schools, belongs to another table.
        guard members.count == told[area], let total = table.totals[area] else {
            return members.contains(where: hidesSchool)
        }
        return total == nil
    }
}
