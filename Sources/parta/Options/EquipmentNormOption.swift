public import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
public import Store

/// A norm as a command is given it.
enum EquipmentNormName {
    static let help =
        "The norm: a file such as norms/kz-small-schools.yaml, or the id of one that `parta import norms` kept."

    /// The one norm of equipment that is kept, where none was named.
    /// - Throws: `CommandFailure` where there is none or more than one; as `read`.
    static func only(in store: any Store) async throws -> EquipmentNorm {
        var ids: [String] = []
        // The latest version of each comes first.
        for kept in try await store.norms() where !ids.contains(kept.id) {
            let norm = try NormFile.read(Data(kept.text.utf8), file: kept.name)
            if norm.asksEquipment { ids.append(kept.id) }
        }
        guard let id = ids.first, ids.count == 1 else {
            throw CommandFailure(
                .usage,
                ids.isEmpty
                    ? "no norm of equipment is kept: name one with --norm, or keep one with `parta import norms FILE`"
                    : "several norms are kept: say with --norm which holds, of \(ids.joined(separator: ", "))")
        }
        return try await read(id, from: store)
    }

    /// - Parameter name: a file's path, or a kept norm's id or `id@version`; a file that is there comes first.
    /// - Throws: `ImportFailure`, `StoreFailure.unknownNorm`, and `CommandFailure` for a norm that asks for no equipment.
    static func read(_ name: String, from store: any Store) async throws -> EquipmentNorm {
        let norm: EquipmentNorm
        if FileManager.default.fileExists(atPath: name) || name.contains("/") || name.contains(".") {
            norm = try NormFile.read(name).norm
        } else {
            let kept = try await store.norm(name)
            norm = try NormFile.read(Data(kept.text.utf8), file: kept.name)
        }
        guard norm.asksEquipment else {
            throw CommandFailure(
                .badData, "the norm \(norm.id) asks for no equipment: it has neither sets nor support_link")
        }
        for caveat in norm.caveats { Terminal.say(caveat) }
        return norm
    }
}

extension EquipmentKind: ExpressibleByArgument {}
