internal import Reports

/// How a month is kept: eight bytes or so a slot. Numbers as in `SeenMonth`, texts with their length before:
///
///     1                               the version of this form
///     n, n x (school, line)           places; of a line the text, '' for none
///     words, then each:
///     slot                            day x 1,000 + stratum, of the month's days; or 0 and the name
///     place, decided                  which of the places; seconds since the word before, signed
///     how                             0: it ran; else the reason's number in `reasons`, or one more than the last and its word
extension SlotMonth {
    static let version = 1
    /// Only ever added to: their places are stored.
    static let reasons: [SlotRecord.Reason?] = [
        nil, .ownTraffic, .heldByAnother, .alreadyMeasured, .agentCap, .budget, .metered, .notSchoolLine, .noAggregator,
        .serverBusy, .missed, .noNetwork, .unknownGateway, .noServer,
    ]
    /// What stands for a reason that is in no list.
    private static let otherReason = 100

    private struct Place: Hashable {
        var school: String
        var line: String
    }

    public var packed: [UInt8] {
        var places: [Place] = []
        var words = PackedWriter()
        var before = 0
        for word in self.words {
            let place = Place(school: word.school, line: word.line ?? "")
            if !places.contains(place) { places.append(place) }
            if let code = Self.code(word.slot, in: month) {
                words.put(code)
            } else {
                words.put(0)
                words.put(word.slot)
            }
            words.put(places.firstIndex(of: place) ?? 0)
            words.putSigned(word.decidedAt &- before)
            before = word.decidedAt
            if word.ran {
                words.put(0)
            } else if let known = Self.reasons.firstIndex(of: word.reason) {
                words.put(known + 1)
            } else {
                words.put(Self.otherReason)
                words.put(word.reason?.rawValue ?? "")
            }
        }
        var writer = PackedWriter()
        writer.put(Self.version)
        writer.put(places.count)
        for place in places {
            writer.put(place.school)
            writer.put(place.line)
        }
        writer.put(self.words.count)
        return writer.bytes + words.bytes
    }

    /// - Throws: `PackedDamage`.
    public init(packed: [UInt8], month: Int) throws {
        self.init(month: month)
        var reader = PackedReader(packed)
        guard try reader.number() == Self.version else {
            throw reader.damage("it is of a form that this release does not know")
        }
        let places = try (0..<reader.count(ofAtLeast: 2)).map { _ in
            Place(school: try reader.text(), line: try reader.text())
        }
        var before = 0
        for _ in 0..<(try reader.count(ofAtLeast: 4)) {
            let code = try reader.number()
            let slot = code == 0 ? try reader.text() : Self.name(code, in: month)
            let place = try reader.number()
            guard place < places.count else { throw reader.damage("a place is meant that is not there") }
            before &+= try reader.signed()
            let how = try reader.number()
            var reason: SlotRecord.Reason?
            if how == Self.otherReason {
                reason = SlotRecord.Reason(rawValue: try reader.text())
            } else if how > 0 {
                guard how <= Self.reasons.count else { throw reader.damage("a reason is meant that is not there") }
                reason = Self.reasons[how - 1]
            }
            words.append(
                SlotWord(
                    slot: slot, school: places[place].school,
                    line: places[place].line.isEmpty ? nil : places[place].line, decidedAt: before, ran: how == 0,
                    reason: reason))
        }
        guard reader.isAtEnd else { throw reader.damage("more follows than a month holds") }
    }

    /// Of `yyyy-mm-dd/n` in the month: the day and the stratum.
    private static func code(_ slot: String, in month: Int) -> Int? {
        guard let date = SeenDate(slot.prefix(10)), date.month == month, let stratum = Int(slot.dropFirst(11)),
            (1...999).contains(stratum)
        else { return nil }
        let code = date.day * 1_000 + stratum
        return name(code, in: month) == slot ? code : nil
    }

    private static func name(_ code: Int, in month: Int) -> String {
        "\(SeenDate(month: month, day: code / 1_000))/\(code % 1_000)"
    }
}
