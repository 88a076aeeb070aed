/// Serial numbers that many things share: what makers leave in when they fill in nothing.
///
/// Seen in the field (GLPI's, fleet's and systemd's own lists of rubbish agree on most). Adding one is adding a line.
enum JunkSerials {
    /// Lower-case, compared whole.
    static let texts: Set<String> = [
        "0123456789", "0123456789abcdef", "123456789012", "123456789abc", "1234567890abcdef", "asset-1234567890",
        "fedcba9876543210", "20080411", "201207111231", "20170829",
        // QEMU numbers the disks of every virtual machine from one.
        "qm00001", "qm00002", "qm00003", "qm00004", "qm00005",
        // Those without a digit are told by that, see SerialTrust; they stand here for the names of the firmware.
        "default", "default string", "empty", "invalid", "n/a", "no asset information", "none", "not applicable",
        "not available", "not set", "not settable", "not specified", "null", "o.e.m.", "oem", "system serial number",
        "system version", "to be filled by o.e.m", "to be filled by o.e.m.", "to be filled by oem", "unknown",
    ]

    /// DMI UUIDs that a firmware's default holds, lower-case.
    static let uuids: Set<String> = [
        "03000200-0400-0500-0006-000700080009", "00020003-0004-0005-0006-000700080009",
        "12345678-1234-5678-90ab-cddeefaabbcc", "fefefefe-fefe-fefe-fefe-fefefefefefe",
        "11111111-2222-3333-4444-555555555555", "01234567-8910-0023-0023-002300230023",
    ]

    /// Texts firmware leaves where a maker's or a model's name should be, lower-case.
    static let names: Set<String> = [
        "system manufacturer", "system product name", "system name", "all series", "product name",
        "type1productconfigid",
        "undefined", "-", "x.x", "1.0",
    ]
}
