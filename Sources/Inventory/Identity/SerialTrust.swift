/// Whether a serial number tells one thing from another of its kind.
public enum SerialTrust {
    /// The serial as it identifies a device, nil when it is missing or rubbish.
    public static func trusted(_ serial: String?) -> String? {
        guard let serial, serial.utf8.count >= 4, !JunkSerials.texts.contains(serial.lowercased()) else { return nil }
        // Reserved for what the region's key has made of a serial; no device may pass for that.
        guard !serial.hasPrefix("hash:") else { return nil }
        let letters = serial.lowercased().filter { $0.isLetter || $0.isNumber }
        // 0000000001 is the first of every batch.
        guard letters.drop(while: { $0 == "0" }).count >= 4, Set(letters).count > 1 else { return nil }
        // A word alone (overlayblk, HARDDISK) is the maker's, not the piece's.
        guard letters.contains(where: \.isNumber) else { return nil }
        return isCounting(letters) ? nil : serial
    }

    /// The UUID in lower case, nil when it is rubbish.
    public static func trustedUUID(_ text: String?) -> String? {
        guard let uuid = text?.lowercased(), uuid.utf8.count == 36, !JunkSerials.uuids.contains(uuid) else {
            return nil
        }
        return Set(uuid.filter { $0 != "-" }).count > 2 ? uuid : nil
    }

    /// A name out of the firmware, nil when nobody filled it in.
    static func trustedName(_ text: String?) -> String? {
        guard let text else { return nil }
        let lower = text.lowercased()
        if JunkSerials.texts.contains(lower) || JunkSerials.names.contains(lower) { return nil }
        return text
    }

    /// 1234567, 23456789a, 98765432: every character the next, or every one the one before.
    private static func isCounting(_ text: String) -> Bool {
        let values = text.map { $0.hexDigitValue ?? 100 + Int($0.unicodeScalars.first!.value) }
        let steps = zip(values, values.dropFirst()).map { $1 - $0 }
        return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 }
    }
}
