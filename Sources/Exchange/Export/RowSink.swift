internal import ExchangeRows

/// Takes rows one by one and keeps none of them.
protocol RowSink {
    func write(_ row: TableRow) throws
    /// Begins another sheet or layer.
    func begin(_ header: TableHeader) throws
    /// Everything is on the disk after this.
    func finish() throws
    /// Ends whatever runs; the file is the caller's to take away.
    func discard()
}
