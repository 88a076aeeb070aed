internal import Exchange
internal import ExchangeRows
internal import Foundation
internal import Planning
internal import Presentation

/// Writes a plan for maps and spreadsheets: sites, segments and lots as layers or sheets, in GeoJSON as one layer of points
/// and lines.
struct RolloutFile {
    private let answer: RolloutAnswer
    private let draft: RolloutDraft
    private let pointOf: [String: SpherePoint]
    /// Of a segment, what lies between its ends.
    private let pathOf: [Int: [SpherePoint]]

    init(_ answer: RolloutAnswer, plan: RolloutPlan, draft: RolloutDraft) {
        self.answer = answer
        self.draft = draft
        var points: [String: SpherePoint] = [:]
        for (node, point) in zip(draft.problem.nodes, draft.points) { points[node.id] = point }
        pointOf = points
        var paths: [Int: [SpherePoint]] = [:]
        for segment in plan.segments {
            let path = draft.paths[segment.link]
            paths[segment.order] = draft.problem.links[segment.link].a == segment.from ? path : path.reversed()
        }
        pathOf = paths
    }

    /// By a file's ending.
    static func format(of path: String) -> ExportTarget? {
        let ending = URL(filePath: path).pathExtension.lowercased()
        return [.geojson, .gpkg, .kml, .xlsx, .csv].first { $0.rawValue == ending }
    }

    /// - Throws: `ExportFailure`.
    func write(_ path: String, replaces: Bool) throws {
        guard let target = Self.format(of: path) else { return }
        if target == .csv { return try writeSites(path, replaces: replaces) }
        if target == .geojson { return try writeMixed(path, replaces: replaces) }
        let sites = ColumnRows(columns: RolloutColumns.sites)
        let segments = ColumnRows(columns: RolloutColumns.segments)
        let lots = ColumnRows(columns: RolloutColumns.lots)
        let file = try ExportFile(
            path, as: target.format, header: sites.header("sites", sample: answer.sites), replaces: replaces)
        do {
            for (number, site) in answer.sites.enumerated() { try file.write(row(site, number + 1, sites.cells(site))) }
            var header = segments.header("segments", sample: answer.segments)
            header.shape = .lines
            try file.begin(header)
            for segment in answer.segments { try file.write(row(segment, segments.cells(segment))) }
            // A lot has no place of its own on a map.
            if target == .xlsx, !answer.lots.isEmpty {
                try file.begin(lots.header("lots", sample: answer.lots))
                for lot in answer.lots { try file.write(TableRow(number: lot.lot, cells: lots.cells(lot))) }
            }
            try file.finish()
        } catch {
            file.discard()
            throw error
        }
    }

    private func writeSites(_ path: String, replaces: Bool) throws {
        let sites = ColumnRows(columns: RolloutColumns.sites)
        let file = try ExportFile(
            path, as: .csv, header: sites.header("sites", sample: answer.sites), replaces: replaces)
        do {
            for (number, site) in answer.sites.enumerated() { try file.write(row(site, number + 1, sites.cells(site))) }
            try file.finish()
        } catch {
            file.discard()
            throw error
        }
    }

    private func writeMixed(_ path: String, replaces: Bool) throws {
        let sites = ColumnRows(columns: RolloutColumns.sites)
        let segments = ColumnRows(columns: RolloutColumns.segments)
        var header = sites.header("plan", sample: answer.sites)
        let others = segments.header("segments", sample: answer.segments).columns
        let own = header.columns.map(\.name)
        let added = others.filter { !own.contains($0.name) }
        header.columns = [TableColumn("feature")] + header.columns + added
        header.shape = .mixed
        let file = try ExportFile(path, as: .exchange(.geojson), header: header, replaces: replaces)
        do {
            for (number, site) in answer.sites.enumerated() {
                let cells = sites.cells(site) + added.map { _ in TableCell.missing }
                try file.write(row(site, number + 1, [.text("site")] + cells))
            }
            for segment in answer.segments {
                let cells = Dictionary(uniqueKeysWithValues: zip(others.map(\.name), segments.cells(segment)))
                let all = (own + added.map(\.name)).map { cells[$0] ?? .missing }
                try file.write(row(segment, [.text("segment")] + all))
            }
            try file.finish()
        } catch {
            file.discard()
            throw error
        }
    }

    private func row(_ site: RolloutAnswer.Site, _ number: Int, _ cells: [TableCell]) -> TableRow {
        TableRow(number: number, cells: cells, longitude: site.longitude, latitude: site.latitude)
    }

    private func row(_ segment: RolloutAnswer.Segment, _ cells: [TableCell]) -> TableRow {
        var row = TableRow(number: segment.order, cells: cells)
        guard let from = pointOf[segment.from], let to = pointOf[segment.to] else { return row }
        row.line = ([from] + (pathOf[segment.order] ?? []) + [to]).flatMap { point in
            [Self.rounded(point.longitude), Self.rounded(point.latitude)]
        }
        return row
    }

    /// A centimetre.
    private static func rounded(_ degrees: Double) -> Double { (degrees * 1e7).rounded() / 1e7 }
}
