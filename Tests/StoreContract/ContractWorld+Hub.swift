import FoundationEssentials
import Reports
import Store

/// A region as a hub hears of it.
struct ContractRegion {
    let key = SigningKey()
    let token: ReaderToken
    var id: AgentID { key.publicKey.agentID }
}

extension ContractWorld {
    func region(_ name: String, _ areas: [String]) async throws -> ContractRegion {
        ContractRegion(token: try await token(name, .region, .areas(areas)))
    }

    /// A school with some of everything that a region tells.
    func told(
        _ id: String, _ area: AreaPath, pupils: Int? = 100, tablets: Int = 3, trained: Double? = 7,
        kind: ForwardedSchool.Kind = .rollups
    ) -> ForwardedSchool {
        var told = ForwardedSchool(
            school: School(id: id, names: Names(en: id), area: area, pupils: pupils), kind: kind)
        told.day = "2025-09-01"
        told.coverage = Coverage(registered: 1, agents: 4, live: 2, daysPossible: 40, daysRun: 20)
        (told.devices, told.pedagogical, told.lastReport) = (9, 3, at(60))
        var stock = StockCount(category: .device(.tablet))
        (stock.low, stock.high, stock.verified) = (tablets, tablets + 1, tablets)
        told.stock = [.init(stock)]
        told.programmes = ["TAB"]
        told.figures = [
            .init(
                ProgrammeFigure(
                    programme: "TAB", school: id, category: .tablet, delivered: tablets, hasCounts: true, seen: tablets,
                    verified: tablets, presentHigh: tablets, deviceDays: 5))
        ]
        told.milestones = [
            ForwardedMilestone(programme: "TAB", stage: .equipped, day: "2025-08-01", cost: 10, currency: "KZT")
        ]
        told.values = [
            ForwardedValue(indicator: "trained", programme: "TAB", period: "2025", value: trained, target: 10)
        ]
        return told
    }

    func message(
        _ number: Int, _ schools: [ForwardedSchool], agents: [ForwardedAgent] = [], isComplete: Bool = true
    ) -> Forward {
        var message = Forward(number: number, madeAt: start, release: "1.0")
        message.schools = schools
        message.agents = agents
        message.isComplete = isComplete
        message.programmes = [ForwardedProgramme(Programme(id: "TAB", names: Names(en: "Tablets"), funder: "F"))]
        message.indicators = [
            ForwardedIndicator(Indicator(id: "trained", names: Names(en: "Teachers trained"), unit: "teachers"))
        ]
        return message
    }

    func forward(
        _ message: Forward, from region: ContractRegion, reports: [VerifiedReport] = [], at seconds: TimeInterval = 100
    ) async throws -> ForwardAnswer {
        try await store.takeForward(
            ForwardIntake(
                region: region.key.publicKey, token: region.token, message: message,
                reports: reports.enumerated().map { ($0.offset, $0.element) }, receivedAt: at(seconds)))
    }
}
