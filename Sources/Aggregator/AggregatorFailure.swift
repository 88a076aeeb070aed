internal import Glibc
internal import NIOCore

/// Why the aggregator cannot serve.
public enum AggregatorFailure: Error, Equatable, CustomStringConvertible {
    /// Not of the form HOST:PORT.
    case badAddress(String)
    /// Plain HTTP beyond this machine would show codes and reports to the network.
    case notLoopback(String)
    case cannotListen(address: String, reason: String)
    /// A key in the database is not what this release wrote.
    case damagedRegion(secret: String)
    /// A certificate or its key that cannot be served.
    case badCertificate(source: String, reason: String)
    /// The servers' key is not the region's to rotate.
    case givenCertificate

    public var description: String {
        switch self {
        case .badAddress(let text):
            "\"\(text)\" is no address to listen on; give HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080"
        case .notLoopback(let address):
            "will not listen on \(address) without TLS: codes and reports would cross the network in the clear; "
                + "leave --tls off away, or listen on 127.0.0.1 or [::1]"
        case .cannotListen(let address, let reason):
            "cannot listen on \(address) (\(reason)); is another program using the port, and is the address this machine's?"
        case .damagedRegion(let secret):
            "the region's \(secret) in the database is damaged; restore the database from a backup"
        case .badCertificate(let source, let reason):
            "the certificate of \(source) cannot be served (\(reason)); give a PEM certificate chain and its own, unencrypted "
                + "PEM key with --tls-certificate and --tls-key"
        case .givenCertificate:
            "the servers use a certificate that was given with --tls-certificate; replace its files to change its key"
        }
    }
}

extension AggregatorFailure {
    /// The system's reason in its own words, without the call and the number it came by.
    public static func cannotListen(on address: ListenAddress, because error: any Error) -> AggregatorFailure {
        let reason =
            switch error {
            case let error as IOError: String(cString: strerror(error.errnoCode))
            case SocketAddressError.unknown(let host, _): "no address is known for \(host)"
            default: "\(error)"
            }
        return .cannotListen(address: address.description, reason: reason)
    }
}
