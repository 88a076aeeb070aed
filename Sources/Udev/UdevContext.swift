internal import CUdev
internal import Glibc

/// Owns a libudev context for as long as a call or a monitor needs it.
@safe struct UdevContext: ~Copyable {
    let pointer: OpaquePointer

    init() throws(UdevFailure) {
        guard let pointer = unsafe udev_new() else { throw UdevFailure(operation: "start libudev", code: errno) }
        unsafe self.pointer = unsafe pointer
    }

    deinit { unsafe udev_unref(pointer) }

    /// Looks a device up by its syspath, nil when it is gone.
    borrowing func device(at path: UnsafePointer<CChar>, sysfs: FileTree) -> UdevDevice? {
        guard let device = unsafe udev_device_new_from_syspath(pointer, path) else { return nil }
        defer { unsafe udev_device_unref(device) }
        return unsafe Self.device(device, sysfs: sysfs)
    }

    /// Copies what is needed of a device into plain values.
    static func device(_ pointer: OpaquePointer, sysfs: FileTree) -> UdevDevice? {
        guard let path = unsafe udev_device_get_syspath(pointer) else { return nil }
        return unsafe UdevDevice(
            syspath: String(cString: path),
            subsystem: text(udev_device_get_subsystem(pointer)) ?? "",
            devtype: text(udev_device_get_devtype(pointer)),
            devnode: text(udev_device_get_devnode(pointer)),
            properties: properties(of: pointer),
            sysfs: sysfs
        )
    }

    private static func properties(of pointer: OpaquePointer) -> [String: String] {
        var properties: [String: String] = [:]
        var entry = unsafe udev_device_get_properties_list_entry(pointer)
        while let current = unsafe entry {
            if let name = unsafe text(udev_list_entry_get_name(current)),
                let value = unsafe text(udev_list_entry_get_value(current))
            {
                properties[name] = value
            }
            unsafe entry = unsafe udev_list_entry_get_next(current)
        }
        return properties
    }

    static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        let length = unsafe strnlen(pointer, BoundedText.limitBytes + 1)
        return unsafe BoundedText.escape(UnsafeRawBufferPointer(start: pointer, count: length))
    }
}
