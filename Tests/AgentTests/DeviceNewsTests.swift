import Reports
import Testing

@testable import Agent
@testable import Udev

struct DeviceNewsTests {
    static func event(
        _ action: UdevEvent.Action, _ subsystem: String, at syspath: String, devtype: String? = nil,
        properties: [String: String] = [:]
    ) -> UdevEvent {
        UdevEvent(
            action: action, sequence: 1,
            device: UdevDevice(syspath: syspath, subsystem: subsystem, devtype: devtype, properties: properties))
    }

    static func plug(_ port: String, _ properties: [String: String] = [:]) -> UdevEvent {
        event(.add, "usb", at: "/sys/devices/pci0/usb1/\(port)", devtype: "usb_device", properties: properties)
    }

    static func device(_ id: String, port: String?, bus: Bus = .usb) -> Device {
        Device(id: id, category: .tablet, confidence: .certain, rule: "test", bus: bus, port: port)
    }

    static let real = "/sys/devices/pci0000:00/0000:00:03.0"

    @Test(arguments: [
        (plug("1-2"), true),
        (event(.remove, "usb", at: "/sys/devices/pci0/usb1/1-2", devtype: "usb_device"), true),
        (event(.bind, "usb", at: "/sys/devices/pci0/usb1/1-2/1-2:1.0", devtype: "usb_interface"), true),
        (event(.move, "net", at: "\(real)/net/lan0"), true),
        (event(.change, "drm", at: "\(real)/drm/card0"), true),
        (event(.add, "power_supply", at: "/sys/devices/platform/BAT1"), true),
        (event(.change, "power_supply", at: "/sys/devices/platform/BAT1"), false),
        (event(.add, "net", at: "/sys/devices/virtual/net/veth1"), false),
        (event(.change, "block", at: "/sys/devices/virtual/block/loop0"), false),
        (event(.add, "input", at: "/sys/devices/virtual/misc/uhid/0005:1/input/input7"), true),
        (plug("1-2", ["SYNTH_UUID": "0"]), false),
    ])
    func whatMatters(event: UdevEvent, matters: Bool) {
        var news = DeviceNews()
        news.take(UdevDrain(events: [event]))
        #expect(news.callsForScan == matters, "\(event)")
    }

    @Test func lostEventsCallForALook() {
        var news = DeviceNews()
        news.take(UdevDrain(overflowed: true))
        #expect(news.callsForScan)
        news = DeviceNews()
        news.take(UdevDrain(failures: [UdevFailure(operation: "read a device event", code: 5)]))
        #expect(news.callsForScan)
    }

    @Test func pluggedAgainIsSeenFromThePort() {
        var news = DeviceNews()
        news.take(UdevDrain(events: [Self.plug("1-2"), Self.plug("1-4"), Self.plug("1-5")]))
        let old = [
            Self.device("same port", port: "1-2"), Self.device("untouched", port: "1-3"),
            Self.device("moved", port: "1-9"), Self.device("gone", port: "1-5"),
            Self.device("pci", port: "1-2", bus: .pci),
        ]
        let new = [
            Self.device("same port", port: "1-2"), Self.device("untouched", port: "1-3"),
            Self.device("moved", port: "1-4"), Self.device("new", port: "1-5"),
            Self.device("pci", port: "1-2", bus: .pci),
        ]
        #expect(news.replugged(from: old, to: new) == ["same port", "moved"])
    }

    @Test func wakingUpPlugsNothing() {
        var news = DeviceNews(ports: ["1-2"], events: 1)
        news.merge(DeviceNews(resumed: true))
        let devices = [Self.device("a", port: "1-2")]
        #expect(news.callsForScan)
        #expect(news.replugged(from: devices, to: devices).isEmpty)
    }

    @Test func aBoxForgetsWhatWasTaken() {
        let box = NewsBox()
        box.put(DeviceNews(ports: ["1-2"], events: 1))
        box.put(DeviceNews(ports: ["1-3"], events: 2, overflowed: true))
        #expect(box.take() == DeviceNews(ports: ["1-2", "1-3"], events: 3, overflowed: true))
        #expect(box.take() == DeviceNews())
    }
}
