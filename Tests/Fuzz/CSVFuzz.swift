import FoundationEssentials
import Store

@testable import Exchange

/// Registry files: every fault has a place, and what is taken can be taken again.
enum CSVFuzz {
    static func take(_ bytes: [UInt8]) {
        do {
            let content = try SchoolsCSV.content(of: Data(bytes), file: "fuzz.csv", country: "Kazakhstan")
            let ids = content.schools.map(\.id)
            promise(Set(ids).count == ids.count, "no school stands twice")
            promise(ids.allSatisfy { !$0.isEmpty }, "every school has an id")
        } catch let failure as ImportFailure {
            promise(!failure.problems.isEmpty, "a refusal says why")
            promise(failure.problems.count <= ImportFailure.problemLimit + 16, "and does not say it without end")
        } catch {
            promise(false, "every refusal is an ImportFailure, not \(error)")
        }
    }
}
