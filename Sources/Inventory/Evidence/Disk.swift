internal import Reports
internal import Udev

/// What sysfs says about a disk.
struct Disk {
    private let device: UdevDevice

    init(_ device: UdevDevice) { self.device = device }

    var details: StorageDetails {
        StorageDetails(
            // In sectors of 512 bytes, whatever the disk's own are.
            sizeBytes: device.number("size").map { $0 * 512 },
            rotational: device.number("queue/rotational").map { $0 == 1 },
            removable: device.number("removable").map { $0 == 1 }
        )
    }

    var model: String? { device.attribute("device/model") ?? device.attribute("device/name") }

    /// Virtio has it at the disk, NVMe and MMC at the device, ATA and SCSI in a page of vital product data.
    var serial: String? {
        SerialTrust.trusted(
            device.attribute("serial") ?? device.attribute("device/serial") ?? unitSerialPage
                ?? device.properties["ID_SERIAL_SHORT"])
    }

    /// SCSI VPD page 0x80 (SPC-4 7.8.18): two bytes of head, two of length, then text.
    private var unitSerialPage: String? {
        guard let page = device.bytes("device/vpd_pg80"), page.count > 4, page[1] == 0x80 else { return nil }
        let length = Int(page[2]) << 8 | Int(page[3])
        let text = page.dropFirst(4).prefix(length).drop { $0 == 0x20 }
        let end = text.lastIndex { $0 != 0x20 && $0 != 0 }
        return end.map { BoundedText.escape(text[...$0]) }
    }
}
