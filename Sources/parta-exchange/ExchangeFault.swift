/// A sentence for the reader and the exit code that goes with it.
struct ExchangeFault: Error {
    /// As `parta`'s own: 64 usage, 65 bad data, 73 cannot write.
    var exit: Int32
    var message: String

    static func usage(_ message: String) -> ExchangeFault { ExchangeFault(exit: 64, message: message) }
    static func badData(_ message: String) -> ExchangeFault { ExchangeFault(exit: 65, message: message) }
    static func cannotWrite(_ message: String) -> ExchangeFault { ExchangeFault(exit: 73, message: message) }
}
