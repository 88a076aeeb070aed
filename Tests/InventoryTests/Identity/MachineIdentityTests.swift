import Reports
import Testing

@testable import Inventory

@Suite("Machine identity")
struct MachineIdentityTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        /// Parts as `kind:number`, such as `uuid:1`.
        var stored: String
        var current: String
        var expected: Word

        init(_ description: String, _ stored: String, _ current: String, _ expected: Word) {
            testDescription = description
            self.stored = stored
            self.current = current
            self.expected = expected
        }
    }

    enum Word { case same, changed, clone }

    static let repairs = [
        Case("nothing changed", "uuid:1 serial:1 mac:1 disk:1", "uuid:1 serial:1 mac:1 disk:1", .same),
        Case("first look", "", "uuid:1 mac:1", .changed),
        Case("disk swapped", "uuid:1 serial:1 mac:1 disk:1", "uuid:1 serial:1 mac:1 disk:2", .changed),
        Case("adapter swapped", "uuid:1 serial:1 mac:1 disk:1", "uuid:1 serial:1 mac:2 disk:1", .changed),
        Case("adapter added", "uuid:1 mac:1", "uuid:1 mac:1 mac:2", .changed),
        Case("adapter swapped, firmware unreadable", "mac:1 disk:1", "mac:2 disk:1", .changed),
        Case("one of two adapters swapped, rubbish firmware", "mac:1 mac:2", "mac:2 mac:3", .changed),
        Case("adapter and disk swapped", "uuid:1 mac:1 disk:1", "uuid:1 mac:2 disk:2", .changed),
        Case("board swapped, its serial written anew", "uuid:1 serial:1 mac:1", "uuid:2 serial:1 mac:2", .changed),
        Case("board swapped, adapter on a card", "uuid:1 mac:1 disk:1", "uuid:2 mac:1 disk:1", .changed),
        Case("board swapped with its adapter", "uuid:1 serial:1 mac:1 disk:1", "uuid:2 mac:2 disk:1", .changed),
        Case("dongle: not among the parts", "uuid:1 mac:1", "uuid:1 mac:1", .same),
        Case("parts not readable this time", "uuid:1 mac:1 disk:1", "mac:1", .same),
        Case("nothing readable this time", "uuid:1 mac:1 disk:1", "", .same),
        Case("rubbish everywhere", "", "", .same),
        Case("only firm parts before, only the disk now", "uuid:1 mac:1", "disk:1", .changed),
    ]

    static let clones = [
        Case("image on another PC", "uuid:1 serial:1 mac:1 disk:1", "uuid:2 serial:2 mac:2 disk:2", .clone),
        Case("image on another PC whose disk tells nothing", "uuid:1 mac:1 disk:1", "uuid:2 mac:2", .clone),
        Case("rubbish firmware, other adapter and disk", "mac:1 disk:1", "mac:2 disk:2", .clone),
        Case("neither firmware nor adapter: the disk decides", "disk:1", "disk:2", .clone),
        Case("firm parts gone, and another disk", "uuid:1 mac:1 disk:1", "disk:2", .clone),
        Case("another firmware where no adapter is built in", "uuid:1", "uuid:2", .clone),
    ]

    /// Clones this computer alone cannot see; the region tells them by two boots of one key at once.
    static let misses = [
        Case("same model, one UUID for all", "uuid:1 mac:1 disk:1", "uuid:1 mac:2 disk:2", .changed),
        Case("same model, rubbish firmware, one MAC for all", "mac:1 disk:1", "mac:1 disk:2", .changed),
        Case("adapter card moved with the image", "uuid:1 mac:1 disk:1", "uuid:2 mac:1 disk:2", .changed),
        Case("same model, rubbish firmware, no adapter, no disk serial", "", "", .same),
    ]

    @Test("a repaired machine stays itself, a copied state does not", arguments: repairs + clones + misses)
    func verdict(_ example: Case) {
        let (stored, current) = (Self.parts(example.stored), Self.parts(example.current))
        let verdict = MachineIdentity.judge(stored: stored, current: current)
        switch example.expected {
        case .same: #expect(verdict == .same)
        case .clone: #expect(verdict == .clone)
        case .changed:
            #expect(verdict == .changed(newParts: current.filter { !stored.contains($0) }))
            #expect(verdict != .changed(newParts: []))
        }
    }

    @Test("kinds keep apart: a disk with the number of an adapter is no match")
    func kinds() {
        #expect(MachineIdentity.judge(stored: Self.parts("mac:1"), current: Self.parts("uuid:1")) == .clone)
    }

    @Test("what is remembered follows repairs and survives a look that read less")
    func remembering() {
        var stored = Self.parts("uuid:1 serial:1 mac:1 disk:1")
        stored = MachineIdentity.remembering(stored: stored, current: Self.parts("mac:1 mac:2"))
        #expect(Set(stored) == Set(Self.parts("uuid:1 serial:1 mac:1 mac:2 disk:1")))
        stored = MachineIdentity.remembering(stored: stored, current: Self.parts("uuid:1 mac:2 disk:2"))
        #expect(Set(stored) == Set(Self.parts("uuid:1 serial:1 mac:2 disk:2")))
    }

    static func parts(_ text: String) -> [MachineComponent] {
        text.split(separator: " ").map { word in
            let halves = word.split(separator: ":")
            let kind: MachineComponent.Kind =
                switch halves[0] {
                case "uuid": .dmiUUID
                case "serial": .dmiSerial
                case "mac": .mac
                default: .disk
                }
            return MachineComponent(kind: kind, hash: String(halves[1]))
        }
    }
}
