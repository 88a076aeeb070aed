public import Reports

/// Everything known of a device that may tell what it is; classification is a function of this and of the databases.
public struct Evidence: Sendable, Equatable {
    public var bus: Bus
    public var vendorID: UInt16?
    public var productID: UInt16?
    /// USB `bDeviceClass`, PCI base class, or the bus number of an input device.
    public var deviceClass: UInt8?
    /// PCI subclass and programming interface.
    public var deviceSubclass: UInt8?
    public var deviceProtocol: UInt8?
    /// USB interfaces in the device's own order.
    public var interfaces: [InterfaceClass]
    public var interfaceNames: [String]
    /// What the device calls its maker and itself.
    public var manufacturer: String?
    public var product: String?
    public var drivers: Set<String>
    public var children: Set<ChildKind>
    /// The usage pages that the report descriptors of its HID interfaces begin with, of those that are no input device.
    public var usagePages: Set<UInt16>
    /// Whether it can be unplugged; nil where the firmware does not say.
    public var external: Bool?
    /// The kernel's `type` of a power supply.
    public var powerKind: String?
    /// What the EDID said of a display, nil when there was none or it was broken.
    public var display: EDID?

    public init(
        bus: Bus, vendorID: UInt16? = nil, productID: UInt16? = nil, deviceClass: UInt8? = nil,
        deviceSubclass: UInt8? = nil, deviceProtocol: UInt8? = nil, interfaces: [InterfaceClass] = [],
        interfaceNames: [String] = [], manufacturer: String? = nil, product: String? = nil, drivers: Set<String> = [],
        children: Set<ChildKind> = [], usagePages: Set<UInt16> = [], external: Bool? = nil, powerKind: String? = nil,
        display: EDID? = nil
    ) {
        self.bus = bus
        self.vendorID = vendorID
        self.productID = productID
        self.deviceClass = deviceClass
        self.deviceSubclass = deviceSubclass
        self.deviceProtocol = deviceProtocol
        self.interfaces = interfaces
        self.interfaceNames = interfaceNames
        self.manufacturer = manufacturer
        self.product = product
        self.drivers = drivers
        self.children = children
        self.usagePages = usagePages
        self.external = external
        self.powerKind = powerKind
        self.display = display
    }

    var vendorHex: String? { vendorID.map { Hex.lower($0, digits: 4) } }
    var productHex: String? { productID.map { Hex.lower($0, digits: 4) } }
}

/// What the kernel made of a device: the nodes below it.
public enum ChildKind: String, Sendable, Hashable, CaseIterable {
    case net, wlan, bluetooth
    case block, optical
    case video, playback, capture
    case printer, modem, tty, drm
    case keyboard, mouse, touchpad, touchscreen, pen, joystick
}
