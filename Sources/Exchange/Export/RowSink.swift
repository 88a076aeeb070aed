internal import ExchangeRows

/// Takes rows one by one and keeps none of them.
protocol RowSink {
    func write(_ row: TableRow) throws
    /// Everything is on the disk after this.
    func finish() throws
    /// Ends whatever runs; the file is the caller's to take away.
    func discard()
}
