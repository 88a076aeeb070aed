public import Reports

/// Whether a state directory still stands on the machine it was made on.
///
/// Firm parts are the firmware's numbers (DMI) and the addresses of built-in network adapters: copying a disk does not
/// copy them. One of them found again is enough, so that a new board, adapter or disk alone is a repair. The disk speaks
/// where the firm parts do not: state that lies on the very disk it was made on cannot have been copied there, which is
/// how a new board with all its numbers is told from a copied image. What cannot be compared never makes a clone.
///
/// What this misses, a firmware or an adapter whose numbers its maker gave to many, the region sees: two boots of one
/// key at once.
public enum MachineIdentity {
    public enum Verdict: Sendable, Equatable {
        case same
        /// The same machine with parts that were not there before.
        case changed(newParts: [MachineComponent])
        /// Another machine: the state was copied.
        case clone
    }

    /// Compares sets hashed with the same region's key.
    /// - Parameters:
    ///   - stored: what the state remembers; empty when it remembers nothing yet.
    ///   - current: what the machine shows now.
    public static func judge(stored: [MachineComponent], current: [MachineComponent]) -> Verdict {
        let (before, now) = (Parts(stored), Parts(current))
        let newParts = current.filter { !stored.contains($0) }
        let sameMachine: Verdict = newParts.isEmpty ? .same : .changed(newParts: newParts)
        if !before.firm.isDisjoint(with: now.firm) { return sameMachine }
        if !before.disks.isDisjoint(with: now.disks) { return sameMachine }
        let firmDiffer = !before.firm.isEmpty && !now.firm.isEmpty
        let disksDiffer = !before.disks.isEmpty && !now.disks.isEmpty
        return firmDiffer || disksDiffer ? .clone : sameMachine
    }

    /// What to remember after a look that made no clone: of each kind what is there now, and what was there before where
    /// nothing of the kind could be read this time.
    public static func remembering(stored: [MachineComponent], current: [MachineComponent]) -> [MachineComponent] {
        let seen = Set(current.map(\.kind))
        return current + stored.filter { !seen.contains($0.kind) }
    }

    private struct Parts {
        var firm: Set<MachineComponent>
        var disks: Set<MachineComponent>

        init(_ components: [MachineComponent]) {
            firm = Set(components.filter { $0.kind != .disk })
            disks = Set(components.filter { $0.kind == .disk })
        }
    }
}
