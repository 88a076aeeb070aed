internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

/// What lines are held against.
struct NormOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The norm to hold lines against: 20+1/20 asks 20 Mbps, and 1 Mbps for every 20 pupils where that is more; or a norm \
            file with a line clause, such as norms/kz-line.yaml, or the id of one that `parta import norms` kept. Without it \
            each school's settings say.
            """,
            valueName: "norm"))
    var norm: String?

    /// - Parameter database: where norms are kept; nil where a server answers, which has no list of them.
    /// - Throws: `CommandFailure` for what is no norm of lines, `ImportFailure` for a file, `StoreFailure.unknownNorm`.
    func line(keptIn database: DatabaseOptions?) async throws -> LineNorm? {
        guard let norm else { return nil }
        if let line = LineNorm(text: norm) { return line }
        let read: EquipmentNorm
        if FileManager.default.fileExists(atPath: norm) || norm.contains("/") {
            read = try NormFile.read(norm).norm
        } else {
            guard let database else {
                throw CommandFailure(
                    .usage,
                    "--norm \(norm) is neither figures such as 20+1/20 nor a file, and a server keeps no norms for this"
                )
            }
            let kept = try await database.openExisting().norm(norm)
            read = try NormFile.read(Data(kept.text.utf8), file: kept.name)
        }
        guard let clause = read.line else {
            throw CommandFailure(.badData, "the norm \(read.id) says nothing of lines: it has no line clause")
        }
        guard let line = clause.lineNorm else {
            throw CommandFailure(
                .badData,
                "lines are held against norms that give each pupil the same share above the base, and that of \(read.id) does "
                    + "not: base_mbps has to be base_pupils / step_pupils * step_mbps")
        }
        return line
    }
}

extension SourceOptions {
    /// Nil where a server answers.
    var keptNorms: DatabaseOptions? { server == nil ? database : nil }
}
