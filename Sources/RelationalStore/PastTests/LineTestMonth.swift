internal import Foundation
internal import Reports
internal import Store

/// A month (UTC) of one school's line tests, packed: of each who made it, and what every figure of a line is computed from.
///
/// A test takes 24 bytes and 8 for each figure, beside the words and names that occur.
struct LineTestMonth: Sendable, Equatable {
    struct Test: Sendable, Equatable {
        var agent: String
        var sample: LineSample
    }

    /// Grows with every change of how a month is packed.
    static let packing = 1

    static let figures: [any WritableKeyPath<LineSample, Double?> & Sendable] = [
        \.downloadMbps, \.uploadMbps, \.idleLatencyMs, \.loadedLatencyMs, \.gatewayIdleMs, \.gatewayLoadedMs,
    ]

    /// In the order in which they began.
    var tests: [Test] = []

    /// Takes more of the month in; what began in the same second stays in the order in which it came.
    mutating func add(_ more: [Test]) {
        tests += more
        let order = tests.indices.sorted {
            (tests[$0].sample.startedAt, $0) < (tests[$1].sample.startedAt, $1)
        }
        tests = order.map { tests[$0] }
    }
}

// MARK: Packing

extension LineTestMonth {
    /// Words by their numbers, from 1 on; 0 is none.
    private struct Words {
        var list: [String] = []
        private var numbers: [String: Int] = [:]

        mutating func number(_ word: String?) -> Int {
            guard let word else { return 0 }
            if let number = numbers[word] { return number }
            list.append(word)
            numbers[word] = list.count
            return list.count
        }
    }

    /// Which figures there are, and what is true or not of a test.
    private struct Marks: OptionSet {
        static let timeEstimated = Marks(rawValue: 1 << 6)
        static let knowsLessons = Marks(rawValue: 1 << 7)
        static let inLessons = Marks(rawValue: 1 << 8)
        static let latencyOnly = Marks(rawValue: 1 << 9)
        static let uploadIsBound = Marks(rawValue: 1 << 10)

        let rawValue: Int

        init(rawValue: Int) { self.rawValue = rawValue }

        init(_ sample: LineSample) {
            self.init(rawValue: 0)
            for (index, path) in figures.enumerated() where sample[keyPath: path] != nil {
                insert(Marks(rawValue: 1 << index))
            }
            if sample.timeEstimated { insert(.timeEstimated) }
            if sample.inLessons != nil { insert(.knowsLessons) }
            if sample.inLessons == true { insert(.inLessons) }
            if sample.isLatencyOnly { insert(.latencyOnly) }
            if sample.uploadIsBound { insert(.uploadIsBound) }
        }
    }

    /// Names are numbered with 24 bits, more than a month's tests have; the words of a test, which are few, with eight.
    var packed: [UInt8] {
        var (names, words) = (Words(), Words())
        var body = FigureWriter()
        for test in tests {
            let sample = test.sample
            body.put(Int(sample.startedAt.timeIntervalSince1970))
            body.put(
                names.number(test.agent) | names.number(sample.line) << 24 | Marks(sample).rawValue << 48)
            body.put(
                words.number(sample.target.rawValue) | words.number(sample.medium.rawValue) << 8
                    | words.number(sample.verdict.rawValue) << 16 | words.number(sample.leftOut?.rawValue) << 24)
            for path in Self.figures { if let figure = sample[keyPath: path] { body.put(Optional(figure)) } }
        }
        var writer = FigureWriter()
        writer.put(Self.packing)
        for list in [names.list, words.list] {
            writer.put(list.count)
            for word in list { writer.put(word) }
        }
        writer.put(tests.count)
        return writer.bytes + body.bytes
    }

    /// - Throws: where the bytes are no month of this or an earlier release.
    init(packed: Data) throws {
        var reader = FigureReader(packed)
        guard try reader.int() == Self.packing else { throw FigureReader.Failure() }
        let names = try Self.list(&reader)
        let words = try Self.list(&reader)
        let count = try reader.count()
        tests.reserveCapacity(count)
        for _ in 0..<count {
            let startedAt = try reader.int()
            let (who, what) = (try reader.int(), try reader.int())
            func name(_ shift: Int) throws -> String? { try Self.word(who >> shift & 0xFF_FFFF, names) }
            func word(_ shift: Int) throws -> String? { try Self.word(what >> shift & 0xFF, words) }
            guard let agent = try name(0), let target = try word(0).flatMap(LineCircumstances.Target.init(rawValue:))
            else { throw FigureReader.Failure() }
            let leftOut = try word(24)
            var sample = LineSample(
                line: try name(24), startedAt: Date(seconds: startedAt), target: target,
                medium: try word(8).flatMap(LineLink.Medium.init(rawValue:)) ?? .unknown,
                verdict: try word(16).flatMap(LineVerdict.init(rawValue:)) ?? .unknown,
                leftOut: leftOut.flatMap(LineTestStanding.LeftOut.init(rawValue:)))
            // A test that was left out for a reason that is unknown here must not begin to count.
            guard (leftOut == nil) == (sample.leftOut == nil) else { throw FigureReader.Failure() }
            let marks = Marks(rawValue: who >> 48)
            sample.timeEstimated = marks.contains(.timeEstimated)
            sample.inLessons = marks.contains(.knowsLessons) ? marks.contains(.inLessons) : nil
            sample.isLatencyOnly = marks.contains(.latencyOnly)
            sample.uploadIsBound = marks.contains(.uploadIsBound)
            for (index, path) in Self.figures.enumerated() where marks.contains(Marks(rawValue: 1 << index)) {
                sample[keyPath: path] = try reader.double()
            }
            tests.append(Test(agent: agent, sample: sample))
        }
        guard reader.isAtEnd else { throw FigureReader.Failure() }
    }

    private static func list(_ reader: inout FigureReader) throws -> [String] {
        var list: [String] = []
        for _ in 0..<(try reader.count()) { list.append(try reader.text()) }
        return list
    }

    /// - Throws: for a number that no word has.
    private static func word(_ number: Int, _ list: [String]) throws -> String? {
        guard number > 0 else { return nil }
        guard number <= list.count else { throw FigureReader.Failure() }
        return list[number - 1]
    }
}
