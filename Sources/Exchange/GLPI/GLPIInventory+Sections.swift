/// The sections of an inventory, with the format's own names in JSON.
extension GLPIInventory {
    struct Hardware: Encodable, Sendable, Equatable {
        var name: String
        /// In MB.
        var memory: Int?
        var chassisType: String?
        /// Where it stands: the format has no room.
        var description: String

        enum CodingKeys: String, CodingKey {
            case name, memory, description
            case chassisType = "chassis_type"
        }
    }

    struct BIOS: Encodable, Sendable, Equatable {
        var smanufacturer: String?
        var smodel: String?
        /// The inventory number on its sticker.
        var assettag: String?
    }

    struct OperatingSystem: Encodable, Sendable, Equatable {
        var fullName: String?
        var kernelVersion: String?
        var arch: String?

        enum CodingKeys: String, CodingKey {
            case arch
            case fullName = "full_name"
            case kernelVersion = "kernel_version"
        }
    }

    struct CPU: Encodable, Sendable, Equatable {
        var name: String
        var arch: String?
        var core: Int?
    }

    struct USBDevice: Encodable, Sendable, Equatable {
        var name: String
        var caption: String
        var manufacturer: String?
        /// Four hexadecimal digits.
        var vendorid: String?
        var productid: String?
        var serial: String?
    }

    struct Monitor: Encodable, Sendable, Equatable {
        var name: String
        var manufacturer: String?
        var serial: String?
    }

    struct Printer: Encodable, Sendable, Equatable {
        var name: String
        var driver: String?
        var port: String?
        var serial: String?
    }

    struct Input: Encodable, Sendable, Equatable {
        var name: String
        var type: String
        var manufacturer: String?
    }
}
