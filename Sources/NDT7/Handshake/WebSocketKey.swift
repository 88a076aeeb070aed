internal import Crypto
internal import FoundationEssentials

/// The key a client sends and the answer that proves a WebSocket server read it (RFC 6455 section 4.2.2).
enum WebSocketKey {
    /// 16 random bytes in base64.
    static func random() -> String {
        Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
    }

    static func isValid(_ key: String) -> Bool {
        key.utf8.count == 24 && Data(base64Encoded: key)?.count == 16
    }

    /// SHA-1 is what the RFC asks for; nothing secret hangs on it.
    static func accept(for key: String) -> String {
        Data(Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))).base64EncodedString()
    }
}
