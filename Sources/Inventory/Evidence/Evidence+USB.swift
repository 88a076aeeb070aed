internal import Reports
internal import Udev

extension Evidence {
    /// What a USB device and the nodes that hang on it show.
    static func usb(_ device: UdevDevice, in tree: DeviceTree) -> Evidence {
        let belongings = tree.belongings(of: device)
        let interfaces = belongings.filter(\.isUSBInterface)
        let ids = USBIdentifiers(device)
        return Evidence(
            bus: .usb, vendorID: ids.vendor, productID: ids.product, deviceClass: deviceClass(of: device),
            interfaces: classes(of: device, interfaces),
            interfaceNames: interfaces.compactMap(name),
            manufacturer: device.attribute("manufacturer") ?? device.properties["ID_VENDOR"],
            product: device.attribute("product") ?? device.properties["ID_MODEL"],
            drivers: Set(interfaces.compactMap(\.driver)),
            children: belongings.reduce(into: []) { $0.formUnion(ChildKind.kinds(of: $1)) },
            usagePages: usagePages(of: interfaces, belongings), external: isExternal(device, in: tree)
        )
    }

    /// True when it, or a hub it hangs on, can be unplugged; false when all of them are fixed; nil where the firmware
    /// does not say (`removable`: Documentation/ABI/testing/sysfs-bus-usb).
    private static func isExternal(_ usb: UdevDevice, in tree: DeviceTree) -> Bool? {
        let above = usb.ancestors.compactMap { tree[$0] }.filter { $0.isUSBDevice && !$0.isRootHub }
        var isFixed = true
        for part in [usb] + above {
            switch part.attribute("removable") {
            case "removable": return true
            case "fixed": continue
            default: isFixed = false
            }
        }
        return isFixed ? false : nil
    }

    /// How the descriptions of HID interfaces begin that made no input device: those of keyboards and mice tell nothing
    /// that their input nodes do not.
    private static func usagePages(of interfaces: [UdevDevice], _ belongings: [UdevDevice]) -> Set<UInt16> {
        let quiet = interfaces.filter { interface in
            interface.driver == "usbhid"
                && !belongings.contains {
                    $0.subsystem == "input" && $0.syspath.hasPrefix(interface.syspath + "/")
                }
        }
        return quiet.reduce(into: []) { pages, interface in
            // Bus, ids and a running number: 0003:051D:0002.0001
            for name in interface.entries where name.hasPrefix("0003:") {
                let start = interface.bytes("\(name)/report_descriptor", limitBytes: 3) ?? []
                if let page = HIDUsage.firstPage(start) { pages.insert(page) }
            }
        }
    }

    private static func deviceClass(of device: UdevDevice) -> UInt8? {
        if let type = device.properties["TYPE"]?.split(separator: "/").first { return UInt8(type) }
        return device.attribute("bDeviceClass").flatMap { UInt8($0, radix: 16) }
    }

    private static func classes(of device: UdevDevice, _ interfaces: [UdevDevice]) -> [InterfaceClass] {
        var classes = interfaces.compactMap { interface in
            interface.properties["INTERFACE"].flatMap { InterfaceClass(uevent: $0) } ?? attributes(of: interface)
        }
        // A recording may hold the device without its interfaces; udev's own list then tells.
        for text in (device.properties["ID_USB_INTERFACES"] ?? "").split(separator: ":") {
            if let known = InterfaceClass(hexadecimal: text), !classes.contains(known) { classes.append(known) }
        }
        return classes
    }

    private static func attributes(of interface: UdevDevice) -> InterfaceClass? {
        let names = ["bInterfaceClass", "bInterfaceSubClass", "bInterfaceProtocol"]
        return InterfaceClass(hexadecimal: names.compactMap { interface.attribute($0) }.joined())
    }

    /// The interface's own string, read only where it can tell something its class does not.
    private static func name(of interface: UdevDevice) -> String? {
        let code = interface.properties["INTERFACE"].flatMap { InterfaceClass(uevent: $0) }?.classCode
        guard code == nil || [0x06, 0xfe, 0xff].contains(code) else { return nil }
        return interface.attribute("interface")
    }
}

/// Vendor and product of a USB device: from the uevent, which costs no further file, else from its attributes.
struct USBIdentifiers {
    let vendor: UInt16?
    let product: UInt16?

    init(_ device: UdevDevice) {
        let parts = (device.properties["PRODUCT"] ?? "").split(separator: "/").map { UInt16($0, radix: 16) }
        func number(_ index: Int, _ attribute: String, _ property: String) -> UInt16? {
            if parts.count == 3, let value = parts[index] { return value }
            return (device.attribute(attribute) ?? device.properties[property]).flatMap { UInt16($0, radix: 16) }
        }
        vendor = number(0, "idVendor", "ID_VENDOR_ID")
        product = number(1, "idProduct", "ID_MODEL_ID")
    }
}
