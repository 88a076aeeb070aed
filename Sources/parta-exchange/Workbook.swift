internal import CXLSXWriter
internal import ExchangeRows

/// Writes a spreadsheet, sheet by sheet, a row at a time. Texts are cells of text: none of them is ever a formula.
@safe struct Workbook: ~Copyable {
    /// What a sheet can hold.
    private static let rowLimit = 1_048_575

    private let book: UnsafeMutablePointer<lxw_workbook>
    private var sheet: UnsafeMutablePointer<lxw_worksheet>
    private var next: lxw_row_t = 1
    private let bold: UnsafeMutablePointer<lxw_format>?

    /// - Parameter path: where nothing is yet; rows wait in a file beside it until the book is closed.
    init(_ path: String, _ header: TableHeader) throws(ExchangeFault) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        guard let book = unsafe parta_workbook_new(path, folder.isEmpty ? "/" : folder),
            let sheet = unsafe workbook_add_worksheet(book, header.layer)
        else { throw .cannotWrite("cannot be made") }
        unsafe self.book = book
        unsafe self.sheet = sheet
        let bold = unsafe workbook_add_format(book)
        unsafe format_set_bold(bold)
        unsafe self.bold = unsafe bold
        unsafe Self.head(sheet, header, bold)
    }

    /// Begins another sheet; the ones before it take no more rows.
    mutating func add(_ header: TableHeader) throws(ExchangeFault) {
        guard let sheet = unsafe workbook_add_worksheet(book, header.layer) else {
            throw .cannotWrite("cannot hold a sheet \(header.layer)")
        }
        unsafe self.sheet = sheet
        next = 1
        unsafe Self.head(sheet, header, bold)
    }

    private static func head(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ header: TableHeader, _ bold: UnsafeMutablePointer<lxw_format>?
    ) {
        unsafe worksheet_freeze_panes(sheet, 1, 0)
        for (index, column) in header.columns.enumerated() {
            unsafe worksheet_write_string(sheet, 0, lxw_col_t(index), column.name, bold)
        }
    }

    mutating func write(_ row: TableRow) throws(ExchangeFault) {
        guard next <= lxw_row_t(Self.rowLimit) else { throw .badData("has more rows than a sheet can hold") }
        for (index, cell) in row.cells.enumerated() {
            let column = lxw_col_t(index)
            let code: lxw_error =
                switch cell {
                case .missing: LXW_NO_ERROR
                case .text(let text): unsafe worksheet_write_string(sheet, next, column, text, nil)
                case .integer(let number): unsafe worksheet_write_number(sheet, next, column, Double(number), nil)
                case .number(let number): unsafe worksheet_write_number(sheet, next, column, number, nil)
                }
            guard code == LXW_NO_ERROR else {
                throw .cannotWrite("cannot take row \(row.number) (\(unsafe String(cString: lxw_strerror(code))))")
            }
        }
        next += 1
    }

    /// Packs and writes the file; nothing can be added after.
    consuming func finish() throws(ExchangeFault) {
        let code = unsafe workbook_close(book)
        guard code == LXW_NO_ERROR else {
            throw .cannotWrite("cannot be written (\(unsafe String(cString: lxw_strerror(code))))")
        }
    }
}
