extension RegionHash {
    /// The id of a device whose serial leaves its computer as a hash: maker, model and serial, hashed and then keyed, so that
    /// nobody without the region's key finds a serial by trying.
    /// - Parameters:
    ///   - maker: vendor id in hexadecimal, or what the bus has in its stead; "" for none.
    ///   - model: product id in the same way.
    public func deviceID(bus: Bus, maker: String, model: String, serial: String) -> String {
        self(Digest.serialID(bus: bus, maker: maker, model: model, serial: serial), purpose: "device")
    }
}

extension Digest {
    /// The id of a device whose serial is known: 32 hexadecimal characters.
    public static func serialID(bus: Bus, maker: String, model: String, serial: String) -> String {
        hex128("serial", bus.rawValue, maker, model, serial)
    }
}
