import FoundationEssentials
import Glibc
import Reports

@testable import LineTesting

/// What a run of the simulation was, for a reader.
struct SimulationSummary: CustomStringConvertible {
    var name: String
    var school: ModelSchool

    var description: String {
        let lessons = school.plans.flatMap { plan in school.days.flatMap { plan.lessonSlots(on: $0) } }
        let records = school.computers.flatMap(\.records)
        let reasons = Dictionary(grouping: records.compactMap(\.reason), by: \.rawValue).mapValues(\.count)
        let measured = Set(school.tests.map { "\($0.line) \($0.slot.id)" })
        let tested = school.tests.filter(\.slot.inLessons)
        let positions = tested.map { StratumPosition.of($0.slot, in: school.plans[$0.line]) }
        let uniform = Uniformity.kolmogorovSmirnov(positions)
        let bytes = school.tests.reduce(0) { $0 + $1.bytes } / 1_000_000
        let wired = Double(school.tests.filter(\.isWired).count) / Double(max(1, school.tests.count))
        return """
            \(name): 30 computers, \(school.plans.count) line(s), \(school.days.count) days
              lesson slots \(lessons.count), slots tested \(measured.count) (in lessons \(Set(tested.map { "\($0.line) \($0.slot.id)" }).count)), tests \(school.tests.count), \(bytes) of \(school.plans.count * school.settings.monthlyBytes / 1_000_000) MB
              tested slots in their strata: Kolmogorov-Smirnov p = \(Self.text(uniform.probability, digits: 3)); by wired computers \(Self.text(wired * 100, digits: 0)) % (of all: 67 %)
              records \(records.count): \(reasons.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
            """
    }

    static func text(_ value: Double, digits: Int) -> String {
        let scale = pow(10, Double(digits))
        let whole = Int((value * scale).rounded())
        guard digits > 0 else { return "\(whole)" }
        let rest = String(abs(whole) % Int(scale))
        return (whole < 0 ? "-" : "") + "\(abs(whole) / Int(scale))."
            + String(repeating: "0", count: digits - rest.count) + rest
    }
}
