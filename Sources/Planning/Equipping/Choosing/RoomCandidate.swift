/// A school with rooms that can be bought, and how many of them are so far.
struct RoomCandidate {
    var school: Int
    /// Indices of its rooms, the cheapest first: of as many rooms none cost less.
    var rooms: [Int]
    /// By `rooms`.
    var bills: [FundPurse.Bill]
    /// What the first so many rooms cost and bring, from 0 to all.
    var costs: [Double]
    var values: [Double]
    /// In which each of the rooms bought so far is bought: the first ones of `rooms`.
    var years: [Int] = []

    var taken: Int { years.count }

    /// What more can be bought, and how many rooms each option stands for.
    var open: (choices: ChoiceClass, places: [Int]) {
        var places: [Int] = []
        var best = -Double.infinity
        for count in taken..<values.count where values[count] > best {
            best = values[count]
            places.append(count)
        }
        let options = places.map {
            ChoiceClass.Option(cost: costs[$0] - costs[taken], value: values[$0] - values[taken])
        }
        return (ChoiceClass(options), places)
    }

    /// Changes the order of two rooms that are not bought. Values go by how many there are, and stay.
    mutating func swapRooms(_ first: Int, _ second: Int) {
        guard first != second else { return }
        rooms.swapAt(first, second)
        bills.swapAt(first, second)
        recount(from: first)
    }

    func cost(ofRoomAt place: Int) -> Double { bills[place].lines.reduce(0) { $0 + $1.amount } }

    private mutating func recount(from place: Int) {
        for index in place..<rooms.count {
            costs[index + 1] = costs[index] + cost(ofRoomAt: index)
        }
    }
}
