import Testing
import Udev

@testable import Inventory

/// Bitmaps as real kernels print them (64-bit words, the highest first).
@Suite struct InputKindTests {
    @Test(
        arguments: [
            (
                "AT keyboard", ["KEY": "402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe", "EV": "120013"],
                [ChildKind.keyboard]
            ),
            ("wheel mouse", ["KEY": "ff0000 0 0 0 0", "REL": "1943", "EV": "17"], [.mouse]),
            ("touchpad", ["KEY": "e520 10000 0 0 0 0", "ABS": "660800011000003", "PROP": "5"], [.touchpad]),
            ("touch screen", ["KEY": "400 0 0 0 0 0", "ABS": "265800000000003", "PROP": "2"], [.touchscreen]),
            ("pen tablet", ["KEY": "1c03 0 0 0 0 0", "ABS": "1000d000003", "PROP": "1"], [.pen]),
            ("gamepad", ["KEY": "7cdb000000000000 0 0 0 0", "ABS": "3003f"], [.joystick]),
            ("power button", ["KEY": "10000000000000 0", "EV": "3"], []),
            ("lid switch", ["SW": "1", "EV": "21"], []),
            (
                "udev's word counts where it runs",
                ["ID_INPUT": "1", "ID_INPUT_TABLET": "1", "KEY": "ff0000 0 0 0 0", "REL": "3"], [.pen]
            ),
        ] as [(String, [String: String], Set<ChildKind>)])
    func tells(name: String, properties: [String: String], kinds: Set<ChildKind>) {
        let device = UdevDevice(syspath: "/sys/devices/x/input/input1", subsystem: "input", properties: properties)
        #expect(InputKind.kinds(of: device) == kinds, "\(name)")
    }
}
