internal import ExchangeRows
internal import Glibc

// Reads strangers' files for `parta`, and writes those for strangers: the only program that loads GDAL. It does one file, in
// limits that it gives itself before, and whatever becomes of it, `parta` and the database are elsewhere.

/// Whole runs, so that everything is closed before the program ends.
func run(_ arguments: [String]) throws(ExchangeFault) {
    let invocation = try Invocation(arguments)
    try Confinement.enter(invocation.limits, writesFiles: invocation.task == .write)
    switch invocation.task {
    case .read(let layer):
        var output = LineOutput()
        let rows = try LayerReader(invocation.path, invocation.format).read(layer: layer, to: &output)
        output.write(.end(rows))
        output.flush()
    case .readLines(let layer):
        var output = LineOutput()
        let rows = try LayerReader(invocation.path, invocation.format).read(layer: layer, lines: true, to: &output)
        output.write(.end(rows))
        output.flush()
    case .write: try write(to: invocation.path, invocation.format)
    }
}

func write(to path: String, _ format: ExchangeFormat) throws(ExchangeFault) {
    guard unsafe access(path, F_OK) != 0 else { throw .cannotWrite("is there already") }
    var input = LineInput()
    guard case .header(let header)? = try input.next() else { throw .usage("rows without their header") }
    if format == .xlsx {
        var book = try Workbook(path, header)
        while let line = try next(&input) {
            switch line {
            case .row(let row): try book.write(row)
            case .sheet(let header): try book.add(header)
            }
        }
        try book.finish()
    } else {
        var layers = try LayerWriter(path, format, header)
        while let line = try next(&input) {
            switch line {
            case .row(let row): try layers.write(row)
            case .sheet(let header): try layers.add(header)
            }
        }
        try layers.finish()
    }
}

/// What follows a file's first header.
enum WrittenLine {
    case row(TableRow)
    /// Of another sheet or layer, to which the rows after it belong.
    case sheet(TableHeader)
}

/// - Returns: nil at the stated end; an input that just stops is the word of a writer that failed.
func next(_ input: inout LineInput) throws(ExchangeFault) -> WrittenLine? {
    switch try input.next() {
    case .row(let row): return .row(row)
    case .header(let header): return .sheet(header)
    case .end: return nil
    case nil: throw .badData("was given up by who writes it")
    }
}

do {
    try run(Array(CommandLine.arguments.dropFirst()))
} catch {
    var line = error.message + "\n"
    line.withUTF8 { bytes in _ = unsafe Glibc.write(2, bytes.baseAddress, bytes.count) }
    exit(error.exit)
}
