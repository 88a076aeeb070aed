import FoundationEssentials
import Glibc
import NIOSSL

/// A certificate of an hour for `platform.example`, made by openssl.
struct TestCertificate {
    struct Failure: Error { var what: String }

    let certificate: NIOSSLCertificate
    let server: NIOSSLContext

    init() throws {
        var template = Array("/tmp/parta-tls-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(what: "no directory") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let arguments = [
            "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-subj", "/CN=platform.example", "-addext", "subjectAltName=DNS:platform.example", "-days", "1", "-keyout",
            "\(folder)/key.pem", "-out", "\(folder)/certificate.pem", "-batch",
        ]
        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        defer { for argument in argv { free(argument) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var pid: pid_t = 0
        var status: Int32 = 0
        guard posix_spawn(&pid, arguments[0], &actions, nil, &argv, &environment) == 0,
            waitpid(pid, &status, 0) == pid, status == 0
        else { throw Failure(what: "openssl made no certificate: install openssl") }
        guard let made = try NIOSSLCertificate.fromPEMFile("\(folder)/certificate.pem").first else {
            throw Failure(what: "openssl made an empty file")
        }
        certificate = made
        server = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(made)],
                privateKey: .privateKey(NIOSSLPrivateKey(file: "\(folder)/key.pem", format: .pem))))
    }

    var trustingClient: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([certificate])
        return configuration
    }
}
