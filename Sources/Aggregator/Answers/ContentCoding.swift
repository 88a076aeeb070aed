internal import FoundationEssentials
internal import Hummingbird
internal import NIOCore
internal import Reports

/// How a request's body is written (RFC 9110, 8.4): as it is, or gzip, as agents do to spare their lines.
enum ContentCoding: String {
    case identity, gzip

    /// Envelopes are random to a compressor but for their alphabet, and shrink to three quarters; a body that inflates to more
    /// than this many times its size, beyond `freeBytes`, is no agent's, and costs no more than so many bytes.
    static let ratioLimit = 4
    static let freeBytes = 4_096

    /// - Throws: `Refusal.unsupportedEncoding`.
    init(_ request: Request) throws(Refusal) {
        guard let name = request.headers[.contentEncoding] else {
            self = .identity
            return
        }
        guard let coding = ContentCoding(rawValue: name.lowercased()) else { throw .unsupportedEncoding }
        self = coding
    }

    /// The body as it was before.
    /// - Throws: `Refusal.bodyTooLarge` for one that would be larger than `limitBytes` or than what its size allows,
    ///   `.badRequest` for one that is not gzip.
    func decode(_ body: ByteBuffer, limitBytes: Int) throws(Refusal) -> String {
        guard self == .gzip else { return String(buffer: body) }
        let limit = min(limitBytes, Self.freeBytes + body.readableBytes * Self.ratioLimit)
        do {
            let data = Data(body.readableBytesView)
            return String(decoding: try Gzip.decompress(data, limitBytes: limit), as: UTF8.self)
        } catch Gzip.Failure.tooLarge, Gzip.Failure.tooDense {
            throw .bodyTooLarge
        } catch {
            throw .badRequest
        }
    }
}
