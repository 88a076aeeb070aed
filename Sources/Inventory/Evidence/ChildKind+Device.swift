internal import Udev

extension ChildKind {
    /// What a device below another one says about that one.
    static func kinds(of device: UdevDevice) -> Set<ChildKind> {
        switch device.subsystem {
        case "net": [device.isWireless ? .wlan : .net]
        case "bluetooth": [.bluetooth]
        case "block" where device.devtype == "disk": [device.sysname.hasPrefix("sr") ? .optical : .block]
        case "video4linux": [.video]
        case "sound": [device.sysname.hasSuffix("c") ? .capture : .playback]
        case "usbmisc" where device.sysname.hasPrefix("lp"): [.printer]
        case "usbmisc" where device.sysname.hasPrefix("cdc-wdm"): [.modem]
        case "tty": [.tty]
        case "drm": [.drm]
        case "input": InputKind.kinds(of: device)
        default: []
        }
    }
}

extension UdevDevice {
    var isWireless: Bool { devtype == "wlan" || has("phy80211") || has("wireless") }
}
