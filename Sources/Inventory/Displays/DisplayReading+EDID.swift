/// The one place that knows of the EDID parser.
public enum EDIDDoor {
    /// What a scan reads displays with.
    public static let reader: EDIDReader = { bytes in
        let edid = try EDID.parse(bytes)
        return DisplayReading(
            makerID: edid.makerID, productCode: edid.productCode, serialNumber: edid.serialNumber, name: edid.name,
            year: edid.year, widthCm: edid.widthCm, heightCm: edid.heightCm, diagonalInches: edid.diagonalInches,
            widthPixels: edid.widthPixels, heightPixels: edid.heightPixels)
    }
}
