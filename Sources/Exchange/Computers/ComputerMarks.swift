public import Reports
internal import Store

/// A computer of a list with what tells it apart still in the clear, on its way to being hashed.
struct ListedComputer: Sendable {
    var computer: RegisteredComputer
    var serial: String?
    var uuid: String?

    /// What stands in firmware as an asset's tag, where it is one: an inventory number has a digit; what firmware shows where
    /// nobody set one has none.
    static func label(ofTag text: String) -> String? {
        text.utf8.contains { (48...57).contains($0) } ? text : nil
    }
}

/// Hashes what tells computers apart as agents do, so that a computer of a list is met in what agents report.
public struct ComputerMarks: Sendable {
    private let hash: RegionHash

    /// - Parameter hash: by the region's hash key.
    public init(_ hash: RegionHash) {
        self.hash = hash
    }

    /// A serial or UUID that several computers of one list show is a word of the firmware's maker and tells nothing: it is
    /// dropped. A UUID is hashed in lower case, as agents do.
    func told(apart listed: [ListedComputer]) -> [RegisteredComputer] {
        let serials = Dictionary(grouping: listed.compactMap(\.serial), by: \.self).mapValues(\.count)
        let uuids = Dictionary(grouping: listed.compactMap { $0.uuid?.lowercased() }, by: \.self).mapValues(\.count)
        return listed.map { item in
            var computer = item.computer
            if let serial = item.serial, serials[serial] == 1, Self.mayTell(serial) {
                computer.serialHash = hash(serial, purpose: MachineComponent.Kind.dmiSerial.rawValue)
            }
            if let uuid = item.uuid?.lowercased(), uuids[uuid] == 1, uuid.utf8.count == 36 {
                computer.uuidHash = hash(uuid, purpose: MachineComponent.Kind.dmiUUID.rawValue)
            }
            return computer
        }
    }

    /// - Parameter count: of items that nothing tells apart from others.
    static func warnings(leftOut count: Int) -> [ImportFailure.Problem] {
        guard count > 0 else { return [] }
        return [
            .init(
                .file,
                message: "left out \(count) that are no computers, or have no label and no serial or UUID of their own")
        ]
    }

    /// A number of the piece has a digit and is longer than a count.
    private static func mayTell(_ serial: String) -> Bool {
        serial.utf8.count >= 4 && serial.utf8.contains { (48...57).contains($0) }
            && Set(serial.utf8.filter { $0 != 45 }).count > 2
    }
}
