internal import Udev

/// Tells keyboards, mice, pens and touch screens apart: by udev's `ID_INPUT_*`, else from the event bits they offer.
///
/// Bit numbers: linux/input-event-codes.h. The tests follow what udev's input_id builtin looks for, narrowed to the kinds
/// a planner counts.
enum InputKind {
    static func kinds(of device: UdevDevice) -> Set<ChildKind> {
        let properties = device.properties
        if properties["ID_INPUT"] == "1" {
            let names: [(String, ChildKind)] = [
                ("ID_INPUT_KEYBOARD", .keyboard), ("ID_INPUT_MOUSE", .mouse), ("ID_INPUT_TOUCHPAD", .touchpad),
                ("ID_INPUT_TOUCHSCREEN", .touchscreen), ("ID_INPUT_TABLET", .pen), ("ID_INPUT_JOYSTICK", .joystick),
            ]
            return Set(names.filter { properties[$0.0] == "1" }.map(\.1))
        }
        return kinds(
            keys: Bits(properties["KEY"]), relative: Bits(properties["REL"]), absolute: Bits(properties["ABS"]),
            inputProperties: Bits(properties["PROP"]))
    }

    static func kinds(keys: Bits, relative: Bits, absolute: Bits, inputProperties: Bits) -> Set<ChildKind> {
        var kinds: Set<ChildKind> = []
        let hasPosition = (absolute[0x00] && absolute[0x01]) || (absolute[0x35] && absolute[0x36])
        let isDirect = inputProperties[0x01]
        let hasPen = keys[0x140] || keys[0x14b]  // BTN_TOOL_PEN, BTN_STYLUS
        let hasFinger = keys[0x145]  // BTN_TOOL_FINGER
        if hasPosition && hasPen {
            kinds.insert(.pen)
        } else if hasPosition && hasFinger && !isDirect {
            kinds.insert(.touchpad)
        } else if hasPosition && (isDirect || keys[0x14a]) {  // BTN_TOUCH
            kinds.insert(.touchscreen)
        }
        if keys[0x120] || keys[0x130] { kinds.insert(.joystick) }  // BTN_TRIGGER, BTN_SOUTH
        if relative[0x00] && relative[0x01] && keys[0x110] { kinds.insert(.mouse) }  // BTN_LEFT
        if (1...31).allSatisfy({ keys[$0] }) { kinds.insert(.keyboard) }  // from Escape to S
        return kinds
    }

    /// A bitmap as the kernel prints it: words in hexadecimal, the highest first, as wide as a machine word.
    struct Bits {
        private let words: [UInt]

        init(_ text: String?) {
            words = (text ?? "").split(separator: " ").map { UInt($0, radix: 16) ?? 0 }.reversed()
        }

        subscript(bit: Int) -> Bool {
            let word = bit / UInt.bitWidth
            return word < words.count && words[word] >> UInt(bit % UInt.bitWidth) & 1 == 1
        }
    }
}
