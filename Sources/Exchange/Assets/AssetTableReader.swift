internal import Reports
public import Store

/// Reads assets: `school, inventory_number, category, room, vendor, model, serial, purchased_on, price, currency, contract,
/// funders, programme, state, state_since, state_document`; of these the first three must be there.
public struct AssetTableReader: BooksReader {
    /// A serial as it is kept.
    public typealias Mark = @Sendable (_ serial: String, _ category: StockCategory) -> SerialMark

    private static let priceLimit = 1_000_000_000_000.0
    private static let school = ["school", "school_id", "school_id_govt"]
    private static let number = ["inventory_number"]
    private static let serial = ["serial", "serial_number"]
    private static let others = [
        "category", "room", "vendor", "model", "purchased_on", "price", "currency", "contract", "funders", "programme",
        "state", "state_since", "state_document",
    ]

    private let mark: Mark

    public init(mark: @escaping Mark) {
        self.mark = mark
    }

    var columns: Set<String> { Set(Self.school + Self.number + Self.serial + Self.others) }

    /// - Throws: `ImportFailure`.
    public func assets(in table: TableSource) throws -> TableContent<Asset> { try content(of: table) }

    func missing(in table: TableSource) -> [String] {
        [Self.school, Self.number, ["category"]].filter { !$0.contains(where: table.hasColumn) }.map {
            "no column \"\($0[0])\""
        }
    }

    func value(_ reader: inout RowReader) -> Asset? {
        let school = reader.requiredText(Self.school)
        let number = reader.requiredText(Self.number)
        let category = category(&reader)
        let serial = reader.text(Self.serial)
        let states = AssetState.allCases.map { ($0.rawValue, $0) }
        var asset = Asset(
            school: school ?? "", inventoryNumber: number ?? "", category: category ?? .computer,
            room: reader.text(["room"]), vendor: reader.text(["vendor"]), model: reader.text(["model"]),
            purchasedOn: reader.day(["purchased_on"])?.description,
            price: reader.number(["price"], in: 0...Self.priceLimit, unit: "money"), currency: currency(&reader),
            contract: reader.text(["contract"]), funders: funders(&reader), programme: reader.text(["programme"]),
            state: reader.word(["state"], states), stateSince: reader.day(["state_since"])?.description,
            stateDocument: reader.text(["state_document"]))
        if asset.price != nil, asset.currency == nil, reader.problems.isEmpty {
            reader.missing(["currency"], "is missing beside the price")
        }
        if asset.state == nil, asset.stateSince ?? asset.stateDocument != nil, reader.problems.isEmpty {
            reader.missing(["state"], "is missing beside its day or document")
        }
        guard reader.problems.isEmpty, let category else { return nil }
        asset.serial = serial.map { mark($0, category) }
        return asset
    }

    private func category(_ reader: inout RowReader) -> StockCategory? {
        guard let word = reader.requiredText(["category"]) else { return nil }
        if let category = StockCategory(rawValue: word.lowercased()) { return category }
        reader.fault(
            "category",
            "\"\(CellText.excerpt(word))\" is none of "
                + StockCategory.allCases.map(\.rawValue).joined(separator: ", "))
        return nil
    }

    private func currency(_ reader: inout RowReader) -> String? {
        guard let text = reader.text(["currency"]) else { return nil }
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
            reader.fault("currency", "\"\(CellText.excerpt(text))\" is not an ISO 4217 code such as KZT")
            return nil
        }
        return text
    }

    /// `Region budget:60; Foundation:40`, shares in percent; a name alone has no share.
    private func funders(_ reader: inout RowReader) -> [AssetFunder] {
        guard let text = reader.text(["funders"], limitBytes: 1_000) else { return [] }
        var funders: [AssetFunder] = []
        for piece in text.split(separator: ";") {
            let parts = piece.split(separator: ":", omittingEmptySubsequences: false)
            let name = SettingText.trimmed(String(parts[0]))
            let share = parts.count > 1 ? SettingText.trimmed(String(parts[1])) : nil
            let number = share.flatMap { Double($0.replacing(",", with: ".")) }
            guard !name.isEmpty, parts.count <= 2, share == nil || number.map({ (0...100).contains($0) }) == true else {
                reader.fault(
                    "funders", "\"\(CellText.excerpt(text))\" is not names with shares such as Budget:60; Fund:40")
                return []
            }
            funders.append(AssetFunder(name: name, share: number))
        }
        if Set(funders.map(\.name)).count < funders.count { reader.fault("funders", "names a funder twice") }
        if funders.compactMap(\.share).reduce(0, +) > 100.01 {
            reader.fault("funders", "shares come to more than 100 percent")
        }
        return funders
    }
}
