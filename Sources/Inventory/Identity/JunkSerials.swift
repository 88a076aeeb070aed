/// Serial numbers that many things share: what makers leave in when they fill in nothing.
///
/// Seen in the field (GLPI's, fleet's and systemd's own lists of rubbish agree on most). Adding one is adding a line.
enum JunkSerials {
    /// Lower-case, compared whole.
    static let texts: Set<String> = [
        "0123456789", "0123456789abcdef", "1234567890", "123456789", "12345678", "123456789012", "123456789abc",
        "abcdef", "abcdefgh", "asset-1234567890", "base board serial number", "chassis serial number", "deadbeef",
        "default", "default string", "empty", "fedcba9876543210", "invalid", "n/a", "na", "no asset information",
        "no serial", "none", "not applicable", "not available", "not set", "not settable", "not specified", "null",
        "o.e.m.", "oem", "serial", "serial number", "serialnumber", "system serial number", "system version", "test",
        "to be filled by o.e.m", "to be filled by o.e.m.", "to be filled by oem", "tobefilledbyo.e.m.", "unknown",
        "usb serial", "xxxxxxxx", "000000000001", "00000000001", "0000000001", "000000001", "00000001", "0001",
        "20080411", "201207111231", "20170829", "alcor_micro",
    ]

    /// DMI UUIDs that a firmware's default holds, lower-case.
    static let uuids: Set<String> = [
        "03000200-0400-0500-0006-000700080009", "00020003-0004-0005-0006-000700080009",
        "12345678-1234-5678-90ab-cddeefaabbcc", "fefefefe-fefe-fefe-fefe-fefefefefefe",
        "11111111-2222-3333-4444-555555555555", "01234567-8910-0023-0023-002300230023",
    ]

    /// Texts firmware leaves where a maker's or a model's name should be, lower-case.
    static let names: Set<String> = [
        "system manufacturer", "system product name", "system name", "all series", "product name", "type1productconfigid",
        "undefined", "-", "x.x", "1.0",
    ]
}
