internal import Reports

/// What made-up PCs are surrounded by; ids, names and rules as hwdb.d has them.
enum DeviceCatalog {
    /// What every PC has, in this order.
    static let standard: [[(DeviceModel, weight: Double)]] = [
        [
            (
                DeviceModel(.keyboard, "Logitech", "K120", id: "046dc31c", rule: "class:03:keyboard", driver: "usbhid"),
                5
            ),
            (
                DeviceModel(
                    .keyboard, "Genius", "SlimStar", id: "04580149", rule: "class:03:keyboard", driver: "usbhid"), 3
            ),
        ],
        [
            (DeviceModel(.mouse, "Logitech", "B100", id: "046dc077", rule: "class:03:mouse", driver: "usbhid"), 5),
            (DeviceModel(.mouse, "Genius", "DX-110", id: "0458018a", rule: "class:03:mouse", driver: "usbhid"), 3),
        ],
        [
            (
                DeviceModel(
                    .display, "Philips", "221V8", rule: "display:edid", bus: .display, driver: "i915", serial: .plain),
                4
            ),
            (
                DeviceModel(
                    .display, "Dell", "E2220H", rule: "display:edid", bus: .display, driver: "i915", serial: .plain), 3
            ),
        ],
        [
            (
                DeviceModel(
                    .networkAdapter, "Realtek", "RTL8111 Gigabit Ethernet", id: "10ec8168", rule: "class:0200",
                    bus: .pci,
                    driver: "r8169", external: false), 6
            ),
            (
                DeviceModel(
                    .networkAdapter, "Intel", "Ethernet Connection I219-V", id: "808615b8", rule: "class:0200",
                    bus: .pci,
                    driver: "e1000e", external: false), 3
            ),
        ],
        [
            (
                DeviceModel(
                    .storage, "Kingston", "A400 240GB", rule: "storage:disk", bus: .storage, driver: "ahci",
                    external: false, serial: .hashed), 4
            ),
            (
                DeviceModel(
                    .storage, "Toshiba", "DT01ACA050", rule: "storage:disk", bus: .storage, driver: "ahci",
                    external: false, serial: .hashed), 3
            ),
        ],
        [
            (
                DeviceModel(
                    .speaker, "Intel", "HD Audio", id: "8086a170", rule: "class:0403", bus: .pci,
                    driver: "snd_hda_intel",
                    external: false), 1
            )
        ],
    ]

    /// What stands beside, by how often.
    static let further: [DeviceModel] = [
        DeviceModel(
            .headset, "Logitech", "H340", id: "046d0a38", rule: "audio:headset", driver: "snd-usb-audio",
            serial: .hashed, weight: 60, use: 0.7),
        DeviceModel(
            .headset, "Jabra", "Evolve 20", id: "0b0e0300", rule: "audio:jabra-evolve", driver: "snd-usb-audio",
            serial: .hashed, weight: 14, use: 0.7),
        DeviceModel(
            .camera, "Logitech", "C270", id: "046d0825", rule: "cameras:logitech-c270", driver: "uvcvideo",
            serial: .hashed, weight: 40, use: 0.95),
        DeviceModel(
            .camera, "Generic", "USB camera", id: "1bcf2c99", rule: "class:0e", confidence: .likely, driver: "uvcvideo",
            serial: .hashed, weight: 20, use: 0.95),
        DeviceModel(.hub, "Genesys Logic", "Hub", id: "05e30608", rule: "class:09", driver: "hub", weight: 110),
        DeviceModel(.hub, "Terminus", "4-port hub", id: "1a400101", rule: "class:09", driver: "hub", weight: 70),
        DeviceModel(
            .tablet, "Apple", "iPad", id: "05ac12ab", rule: "tablets:ipad", serial: .hashed, weight: 35, use: 0.3),
        DeviceModel(
            .tablet, "Lenovo", "ThinkPad Tablet", id: "17ef741c", rule: "tablets:lenovo-thinkpad-tablet",
            serial: .hashed, weight: 55, use: 0.3),
        DeviceModel(
            .phoneOrTablet, "Samsung", "Galaxy", id: "04e86860", rule: "tablets:samsung-galaxy", confidence: .possible,
            serial: .hashed, weight: 70, use: 0.15),
        DeviceModel(
            .roboticsKit, "LEGO", "MINDSTORMS EV3", id: "06940005", rule: "robotics:lego-ev3", serial: .plain,
            weight: 18, use: 0.12),
        DeviceModel(
            .roboticsKit, "LEGO", "SPIKE Prime hub", id: "06940009", rule: "robotics:lego-spike-prime", serial: .plain,
            weight: 16, use: 0.12),
        DeviceModel(
            .microcontrollerBoard, "Arduino", "Uno", id: "23410043", rule: "boards:arduino-uno", driver: "cdc_acm",
            serial: .plain, weight: 25, use: 0.1),
        DeviceModel(
            .labSensor, "Vernier", "Go!Temp", id: "08f70002", rule: "lab-sensors:vernier-go-temp", weight: 14, use: 0.08
        ),
        DeviceModel(
            .labSensor, "Vernier", "LabQuest Mini", id: "08f70008", rule: "lab-sensors:vernier-labquest-mini",
            serial: .plain, weight: 10, use: 0.08),
        DeviceModel(
            .microscope, "Celestron", "Digital microscope", id: "0ac83420", rule: "cameras:microscope",
            confidence: .likely, driver: "uvcvideo", weight: 6, use: 0.08),
        DeviceModel(
            .interactivePanel, "SMART", "Board M700", id: "0b8c0069", rule: "panel:display+touch", serial: .plain,
            weight: 12, use: 0.95),
        DeviceModel(
            .projector, "Epson", "EB-X06", id: "04b81a07", rule: "projectors:epson", confidence: .likely,
            serial: .plain, weight: 9, use: 0.6),
        DeviceModel(
            .documentCamera, "ELMO", "MO-1", id: "09a10032", rule: "cameras:elmo", driver: "uvcvideo", weight: 6,
            use: 0.4),
        DeviceModel(
            .printer, "HP", "LaserJet M111", id: "03f00b5a", rule: "class:07", driver: "usblp", serial: .plain,
            weight: 16, use: 0.9),
        DeviceModel(
            .printer, "Canon", "i-SENSYS LBP6030", id: "04a927b4", rule: "class:07", driver: "usblp", serial: .plain,
            weight: 14, use: 0.9),
        DeviceModel(
            .printer3D, "Prusa Research", "i3 MK3", id: "2c990002", rule: "3d-printers:prusa-mk3", driver: "cdc_acm",
            serial: .plain, weight: 3, use: 0.2),
        DeviceModel(.scanner, "Canon", "LiDE 300", id: "04a91913", rule: "scanners:canon", weight: 5, use: 0.3),
        DeviceModel(
            .drawingTablet, "Wacom", "CTL-472", id: "056a037a", rule: "drawing-tablets:wacom", driver: "wacom",
            weight: 7, use: 0.3),
        DeviceModel(
            .storage, "Kingston", "DataTraveler", id: "09511666", rule: "class:08", driver: "usb-storage",
            serial: .hashed, weight: 150, use: 0.1),
        DeviceModel(
            .storage, "SanDisk", "Cruzer Blade", id: "07815567", rule: "class:08", driver: "usb-storage",
            serial: .hashed, weight: 120, use: 0.1),
        DeviceModel(
            .wifiAdapter, "TP-Link", "Archer T2U", id: "23570120", rule: "network:wifi", driver: "rtl8xxxu",
            serial: .none, weight: 25),
        DeviceModel(
            .ups, "APC", "Back-UPS 650", id: "051d0002", rule: "ups:apc", driver: "usbhid", serial: .plain, weight: 8),
        DeviceModel(.smartcardReader, "ACS", "ACR39U", id: "072f90cc", rule: "class:0b", weight: 6, use: 0.5),
        DeviceModel(
            .gameController, "Logitech", "F310", id: "046dc21d", rule: "game-controllers:logitech-f310", driver: "xpad",
            weight: 3, use: 0.1),
        DeviceModel(
            .serialAdapter, "QinHeng", "CH340", id: "1a867523", rule: "serial-adapters:ch340", confidence: .possible,
            driver: "ch341", weight: 20, use: 0.1),
        DeviceModel(
            .unknown, "", "USB device", id: "ffff5678", rule: "none", confidence: .possible, weight: 12, use: 0.2),
    ]
}
