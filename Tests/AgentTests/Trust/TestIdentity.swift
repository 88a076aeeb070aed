import Foundation
import NIOSSL
import Reports
import Testing

@testable import Agent

/// A server's key and certificate for one test.
struct TestIdentity: Sendable {
    var certificatePEM: [UInt8]
    var keyPEM: [UInt8]
    let pin: ServerPin

    init(certificatePEM: [UInt8], keyPEM: [UInt8]) throws {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
        let leaf = try #require(NIOSSLCertificate.fromPEMBytes(certificatePEM).first)
        pin = try #require(PeerKey.look(at: leaf)).pin
    }

    var server: NIOSSLContext {
        get throws {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMBytes(certificatePEM).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(bytes: keyPEM, format: .pem)))
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        }
    }

    /// Signed by itself, named after nothing an agent would look for.
    static func make() throws -> TestIdentity {
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=parta test", "-keyout", "-",
        ]
        let output = Pipe()
        openssl.standardOutput = output
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        openssl.waitUntilExit()
        let start = try #require(text.range(of: "-----BEGIN CERTIFICATE-----")?.lowerBound, "openssl: \(text)")
        return try TestIdentity(certificatePEM: Array(text[start...].utf8), keyPEM: Array(text[..<start].utf8))
    }

    /// A certificate somebody gave, for another name than the server's.
    static var given: TestIdentity {
        get throws {
            try TestIdentity(
                certificatePEM: Array(TestCertificate.certificate.utf8), keyPEM: Array(TestCertificate.privateKey.utf8))
        }
    }

    /// A certificate that ended on 2020-01-01.
    static var expired: TestIdentity {
        get throws {
            try TestIdentity(certificatePEM: Array(expiredCertificate.utf8), keyPEM: Array(expiredKey.utf8))
        }
    }

    private static let expiredCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBFTCBvAIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxleHBpcmVkLnRlc3Qw
        HhcNMTkwMTAxMDAwMDAwWhcNMjAwMTAxMDAwMDAwWjAXMRUwEwYDVQQDDAxleHBp
        cmVkLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATnoz7a5cBfezDgRk9G
        6740ofpIbkn2RyNs81GXDbBfQUZqt6NdCG65ySAh3tYTw/lb9yKM32GEYC2uZbWR
        AfOrMAoGCCqGSM49BAMCA0gAMEUCIQDzbTJuKOPUdpmykVWFkFIQ6mv7PlhtCcwk
        AjpYnNH0TgIgGvkp0kqR9DsUmcOA9uHzf3do7AI9OswbrjhYbub8vO4=
        -----END CERTIFICATE-----
        """

    private static let expiredKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpOh425YaVVbCB5UN
        f/gSF2WuVY/Q+AfPGrxg+tEOMl+hRANCAATnoz7a5cBfezDgRk9G6740ofpIbkn2
        RyNs81GXDbBfQUZqt6NdCG65ySAh3tYTw/lb9yKM32GEYC2uZbWRAfOr
        -----END PRIVATE KEY-----
        """
}
