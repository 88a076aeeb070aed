public import Reports

/// What changed between two looks at a computer's devices.
public struct ScanDiff: Sendable, Equatable {
    public var appeared: [Device]
    public var vanished: [Device]
    /// Devices of the same id that say something new, as they are now.
    public var changed: [Device]

    public var isEmpty: Bool { appeared.isEmpty && vanished.isEmpty && changed.isEmpty }

    public init(appeared: [Device] = [], vanished: [Device] = [], changed: [Device] = []) {
        self.appeared = appeared
        self.vanished = vanished
        self.changed = changed
    }

    /// Compares by id; the lists need no order and their own is kept. A battery's charge alone is no change: it moves by
    /// the minute.
    public init(from old: [Device], to new: [Device]) {
        let before = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
        let now = Set(new.map(\.id))
        appeared = new.filter { before[$0.id] == nil }
        vanished = old.filter { !now.contains($0.id) }
        changed = new.filter { device in before[device.id].map { $0.steady != device.steady } ?? false }
    }
}

extension Device {
    /// Without what moves by itself.
    fileprivate var steady: Device {
        var device = self
        device.power?.capacityPercent = nil
        return device
    }
}
