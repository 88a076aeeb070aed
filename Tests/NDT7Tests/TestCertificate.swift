import Foundation
import NIOSSL
import Testing

/// A key and a certificate signed by itself, made by openssl for one test.
struct TestCertificate {
    var certificatePEM: [UInt8]
    var keyPEM: [UInt8]

    var root: NIOSSLCertificate {
        get throws { try #require(NIOSSLCertificate.fromPEMBytes(certificatePEM).first) }
    }

    /// - Parameter names: subject alternative names, such as `DNS:localhost` and `IP:127.0.0.1`.
    static func make(_ names: [String]) throws -> TestCertificate {
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        // Key and certificate on standard output, one after the other: nothing is left on disk.
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=parta test", "-addext", "subjectAltName=" + names.joined(separator: ","), "-keyout", "-",
        ]
        let output = Pipe()
        openssl.standardOutput = output
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0, "openssl failed: \(text)")
        let marker = "-----BEGIN CERTIFICATE-----"
        let start = try #require(text.range(of: marker)?.lowerBound)
        return TestCertificate(certificatePEM: Array(text[start...].utf8), keyPEM: Array(text[..<start].utf8))
    }
}
