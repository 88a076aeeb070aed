public import Store

/// Reads lines by their contracts: `school_id, line, provider, medium, contracted_download_mbps, contracted_upload_mbps,
/// attainable_download_mbps, attainable_upload_mbps, fee, fee_currency, contract_until, backup`; of Giga's school upload,
/// `school_id_govt, connectivity_type_govt, download_speed_contracted`.
public struct LineTableReader: TableReader {
    public init() {}

    private static let school = ["school_id", "school", "school_id_govt"]
    private static let medium = ["medium", "connectivity_type_govt"]
    private static let down = ["contracted_download_mbps", "download_speed_contracted"]
    /// More than a school is ever sold.
    private static let largestMbps = 1_000_000.0
    private static let rates = [
        "contracted_upload_mbps", "attainable_download_mbps", "attainable_upload_mbps", "fee", "fee_currency",
        "contract_until", "backup",
    ]

    public var columns: Set<String> { Set(Self.school + Self.medium + Self.down + Self.rates + ["line", "provider"]) }

    public func missing(in table: TableSource) -> [String] {
        Self.school.contains(where: table.hasColumn) ? [] : ["no column \"school_id\""]
    }

    public func value(_ reader: inout RowReader) -> LineContract? {
        let school = reader.requiredText(Self.school)
        let contract = LineContract(
            school: school ?? "", line: line(&reader), provider: reader.text(["provider"]), medium: medium(&reader),
            contractedDownloadMbps: mbps(&reader, Self.down),
            contractedUploadMbps: mbps(&reader, ["contracted_upload_mbps"]),
            attainableDownloadMbps: mbps(&reader, ["attainable_download_mbps"]),
            attainableUploadMbps: mbps(&reader, ["attainable_upload_mbps"]),
            fee: reader.number(["fee"], in: 0...1_000_000_000, unit: "money"), feeCurrency: currency(&reader),
            contractUntil: reader.day(["contract_until"]), isBackup: reader.word(["backup"], SchoolRowReader.yesNo))
        if contract.fee != nil, contract.feeCurrency == nil, reader.problems.isEmpty {
            reader.fault("fee", "wants its currency in the column \"fee_currency\", such as KZT")
        }
        return reader.problems.isEmpty ? contract : nil
    }

    public func identity(of contract: LineContract) -> TableIdentity? {
        TableIdentity("line", "\(contract.school) \(contract.line)", columns: Self.school)
    }

    /// As `parta lines move --line` wants it; a school's only line needs no name.
    private func line(_ reader: inout RowReader) -> String {
        guard let text = reader.text(["line"]) else { return "1" }
        let letters = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
        }
        if !letters || text.utf8.count > 32 {
            reader.fault(
                "line", "\"\(CellText.excerpt(text))\" is not up to 32 letters, digits and hyphens, such as 2")
        }
        return text
    }

    private func mbps(_ reader: inout RowReader, _ columns: [String]) -> Double? {
        reader.number(columns, in: 0...Self.largestMbps, unit: "Mbps")
    }

    private func currency(_ reader: inout RowReader) -> String? {
        guard let text = reader.text(["fee_currency"])?.uppercased() else { return nil }
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
            reader.fault("fee_currency", "\"\(CellText.excerpt(text))\" is no currency of three letters, such as KZT")
            return nil
        }
        return text
    }

    /// Our words, and those of Giga (`p2p wireless`) and ITU (`mobile_broadband`).
    private func medium(_ reader: inout RowReader) -> LineMedium? {
        guard let column = reader.column(Self.medium), let text = reader.text([column])?.lowercased() else {
            return nil
        }
        let word = String(text.map { " -".contains($0) ? "_" : $0 })
        let others: [String: LineMedium] = [
            "fibre": .fiber, "dsl": .xdsl, "cable": .coaxial, "mobile": .cellular, "mobile_broadband": .cellular,
            "starlink": .leoSatellite, "metro": .wired,
        ]
        if let medium = LineMedium(rawValue: word) ?? others[word] { return medium }
        let words = LineMedium.allCases.map(\.rawValue).joined(separator: ", ")
        reader.fault(column, "\"\(CellText.excerpt(text))\" is not one of \(words)")
        return nil
    }
}
