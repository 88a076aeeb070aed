public import Aggregator
public import ArgumentParser
internal import Foundation

extension TLSMode: ExpressibleByArgument {}

/// With which certificate the listeners speak TLS.
struct TLSOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Whether to speak TLS: auto (off loopback; the default), on, or off (on loopback only, such as behind a proxy)."
        ))
    var tls: TLSMode?

    @Option(
        help: ArgumentHelp(
            "A PEM certificate chain to show in place of the server's own; read again when it changes.",
            valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Its PEM private key, not encrypted.", valueName: "file"))
    var tlsKey: String?

    func validate() throws {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together.")
        }
    }

    var files: CertificateFiles? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return CertificateFiles(certificate: tlsCertificate, key: tlsKey)
    }
}
