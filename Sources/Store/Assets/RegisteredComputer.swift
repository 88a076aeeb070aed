/// A computer on the books, with or without an agent: one that runs another system would count as missing otherwise.
public struct RegisteredComputer: Sendable, Equatable {
    /// Whose list it comes from.
    public enum Source: String, Codable, Sendable, CaseIterable {
        case csv, glpi, ocs
    }

    public var school: String
    public var room: String?
    /// The inventory number on its sticker.
    public var label: String?
    /// The firmware's serial number, hashed as an agent hashes it.
    public var serialHash: String?
    /// The firmware's UUID, likewise.
    public var uuidHash: String?
    public var vendor: String?
    public var model: String?
    public var cpu: String?
    public var memoryMiB: Int?
    public var os: String?
    /// A civil day, `yyyy-mm-dd`.
    public var purchasedOn: String?
    /// Whether it serves lessons.
    public var pedagogical: Bool
    public var source: Source

    public init(
        school: String, room: String? = nil, label: String? = nil, serialHash: String? = nil, uuidHash: String? = nil,
        vendor: String? = nil, model: String? = nil, cpu: String? = nil, memoryMiB: Int? = nil, os: String? = nil,
        purchasedOn: String? = nil, pedagogical: Bool = true, source: Source = .csv
    ) {
        self.school = school
        self.room = room
        self.label = label
        self.serialHash = serialHash
        self.uuidHash = uuidHash
        self.vendor = vendor
        self.model = model
        self.cpu = cpu
        self.memoryMiB = memoryMiB
        self.os = os
        self.purchasedOn = purchasedOn
        self.pedagogical = pedagogical
        self.source = source
    }

    /// How imports and messages name it: what tells it from others is a label, a serial or a UUID.
    public var name: String { "\(school)/\(label ?? serialHash ?? uuidHash ?? "")" }
}
