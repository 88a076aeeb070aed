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

    /// Why there is no test, for an error that came before the upgrade's answer.
    static func handshake(_ error: any Error) -> NDT7Failure {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError(let errors)):
            // BoringSSL's words, such as CERTIFICATE_VERIFY_FAILED, without its files and lines.
            .notSecure(errors.first.map { $0.description.filter { !$0.isNewline } } ?? "the handshake failed")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .notSecure("\(error)")
        default: .badHandshake(reason(for: error))
        }
    }
}
