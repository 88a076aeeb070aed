internal import Reports

/// A large display that can be touched is an interactive panel, and panel and touch controller are one device.
///
/// The computer sees the two apart: the picture on a graphics connector, the touch on USB. Nothing but the maker says
/// that they belong together, so every touch controller goes to one panel of its maker at most.
enum PanelRule {
    /// From here on nobody has it on a desk, in inches.
    static let smallestPanelInches = 55.0

    /// The devices of one scan with panels joined: the display stands for both, its touch controller is left out.
    ///
    /// A touch controller of another maker leaves room for doubt: the display becomes a `possible` panel, the controller
    /// stays. What a database named an interactive panel or a projector stays that.
    static func joined(_ devices: [Device]) -> [Device] {
        var devices = devices
        var controllers = devices.indices.filter { isController(devices[$0]) }
        var joined: Set<Int> = []
        for index in devices.indices where isPanel(devices[index]) {
            guard
                let match = controllers.first(where: {
                    areAlike(devices[$0].vendor ?? "", devices[index].vendor ?? "")
                })
            else { continue }
            controllers.removeAll { $0 == match }
            joined.insert(match)
            devices[index] = panel(devices[index], with: devices[match])
        }
        if controllers.contains(where: { devices[$0].category == .touch }) {
            for index in devices.indices where isPanel(devices[index]) && devices[index].category == .display {
                devices[index].category = .interactivePanel
                devices[index].confidence = .possible
                devices[index].rule = "panel:55in+other_touch"
            }
        }
        return devices.indices.filter { !joined.contains($0) }.map { devices[$0] }
    }

    /// Whether a USB device could be a panel's touch, for `explain`, which looks at one device only.
    static func mayJoin(_ evidence: Evidence) -> Bool {
        evidence.bus == .usb && evidence.external != false && evidence.children.contains(.touchscreen)
    }

    private static func panel(_ display: Device, with controller: Device) -> Device {
        var panel = display
        let isNamed = [display, controller].contains { $0.category == .interactivePanel }
        panel.category = .interactivePanel
        panel.rule = isNamed ? "panel:named+touch" : "panel:55in+touch"
        panel.confidence =
            isNamed
            ? [display, controller].filter { $0.category == .interactivePanel }.map(\.confidence).max() ?? .likely
            : .likely
        return panel
    }

    /// What could be a panel's touch: a laptop's own screen could not.
    private static func isController(_ device: Device) -> Bool {
        device.bus == .usb && device.external != false && [.touch, .interactivePanel].contains(device.category)
    }

    /// What could have touch of its own: named a panel, or too large for a desk.
    private static func isPanel(_ device: Device) -> Bool {
        guard device.bus == .display, device.external != false else { return false }
        switch device.category {
        case .interactivePanel: return true
        case .display: return (device.display?.diagonalInches ?? 0) >= smallestPanelInches
        default: return false
        }
    }

    /// `Samsung Electric Company` and `Samsung Electronics Co., Ltd` are one maker: the first word that is more than a
    /// place decides.
    static func areAlike(_ left: String, _ right: String) -> Bool {
        let words = [left, right].map { name in
            name.lowercased().split { !$0.isLetter && !$0.isNumber }.first { !places.contains($0) } ?? ""
        }
        return !words[0].isEmpty && words[0] == words[1]
    }

    /// Where makers of touch frames are at home, and begin their names with it.
    private static let places: Set<Substring> = [
        "beijing", "chengdu", "dongguan", "guangdong", "guangzhou", "hangzhou", "nanjing", "shanghai", "shenzhen",
        "suzhou", "xiamen", "zhuhai",
    ]
}
