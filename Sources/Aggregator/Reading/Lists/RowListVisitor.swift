internal import Store

/// Works on a list whose rows' type is only known by its name.
protocol RowListVisitor {
    associatedtype Result

    /// - Parameter counted: by which the store counts the list's rows and reads some of them; nil for lists that are made whole.
    func visit<Row>(_ list: RowList<Row>, counted: CountedList?) async throws -> Result
}

extension ReadingEndpoint {
    /// Hands its list to a visitor.
    /// - Parameter grouping: what a row stands for, in lists that have a choice; nil for their own.
    func visited<Visitor: RowListVisitor>(
        by visitor: Visitor, grouping: ProgrammeGrouping? = nil
    ) async throws -> Visitor.Result {
        switch self {
        case .schools: try await visitor.visit(.schools, counted: .schools)
        case .places: try await visitor.visit(.places, counted: .places)
        case .rooms: try await visitor.visit(.rooms, counted: nil)
        case .computers: try await visitor.visit(.computers, counted: .computers)
        case .devices: try await visitor.visit(.devices, counted: nil)
        case .assets: try await visitor.visit(.assets, counted: nil)
        case .stock: try await visitor.visit(.stock, counted: nil)
        case .coverage: try await visitor.visit(.coverage, counted: nil)
        case .lines: try await visitor.visit(.lines, counted: nil)
        case .slots: try await visitor.visit(.slots, counted: nil)
        case .gateways: try await visitor.visit(.gateways, counted: nil)
        case .platforms: try await visitor.visit(.platforms, counted: nil)
        case .programmes: try await visitor.visit(.programmes(by: grouping ?? .programme), counted: nil)
        case .stages: try await visitor.visit(.stages(by: grouping ?? .programme), counted: nil)
        case .indicators: try await visitor.visit(.indicators(by: grouping ?? .school), counted: nil)
        case .regions: try await visitor.visit(.regions, counted: nil)
        case .expected: try await visitor.visit(.expected, counted: nil)
        case .plans: try await visitor.visit(.plans, counted: nil)
        case .planSites: try await visitor.visit(.planSites, counted: nil)
        case .planSegments: try await visitor.visit(.planSegments, counted: nil)
        case .planPurchases: try await visitor.visit(.planPurchases, counted: nil)
        case .planTransfers: try await visitor.visit(.planTransfers, counted: nil)
        case .agents: try await visitor.visit(.agents, counted: .agents)
        case .enrollments: try await visitor.visit(.enrollments, counted: .enrollments)
        }
    }
}
