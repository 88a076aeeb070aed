internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

extension NDT7Failure {
    /// A few words for why no connection was made, out of what NIO and the kernel say.
    public static func reason(for error: any Error) -> String {
        switch error {
        case ChannelError.connectTimeout(let limit): "no answer within \(limit.seconds) s"
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { reason(for: $0.error) } ?? "the name \(error.host) is not known"
        // The kernel's own words, such as "Connection refused": NIO would add its functions' names.
        case let error as IOError where error.errnoCode == ECONNRESET: "it closed the connection by force"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        default: "\(error)"
        }
    }

    /// The words for BoringSSL's name of an error, which stands in
    /// `Error: NUMBER error:CODE:SSL routines:OPENSSL_internal:NAME at FILE:LINE`.
    static func reason(ofTLS description: String) -> String {
        let named = description.split(separator: " at ").first?.split(separator: ":").last.map(String.init)
        switch named {
        case "CERTIFICATE_VERIFY_FAILED": return "its certificate is not trusted here"
        case "WRONG_VERSION_NUMBER", "HTTP_REQUEST": return "it does not speak TLS"
        case let name?: return name.lowercased().replacing("_", with: " ").filter { !$0.isNewline }
        case nil: return "the handshake failed"
        }
    }

    /// Why there is no test, for an error that came before the upgrade's answer.
    static func handshake(_ error: any Error) -> NDT7Failure {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError(let errors)):
            .notSecure(errors.first.map { reason(ofTLS: $0.description) } ?? "the handshake failed")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .notSecure("\(error)")
        default: .badHandshake(reason(for: error))
        }
    }
}
