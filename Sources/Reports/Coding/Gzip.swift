internal import CZlib
public import FoundationEssentials

/// The gzip format (RFC 1952), with a ceiling on what inflating may produce.
public enum Gzip {
    /// How often its own size content may have, beyond `ratioFreeBytes`: deflate reaches 1,032 where one byte is repeated,
    /// half a year of thirty devices' equal days about 83 (measured on a made-up report).
    public static let ratioLimit = 200
    /// What may always be inflated, however small it was.
    public static let ratioFreeBytes = 262_144

    public enum Failure: Error, Equatable {
        case truncated
        case corrupt
        /// The content is larger than the caller allows.
        case tooLarge(limitBytes: Int)
        /// The content is more repetitive than anything honest.
        case tooDense(ratioLimit: Int)
    }

    public static func compress(_ data: Data, level: Int32 = 6) throws -> Data {
        var stream = z_stream()
        guard parta_gzip_deflate_init(&stream, level) == Z_OK else { throw Failure.corrupt }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(data.count))))
        var input = [UInt8](data)
        let produced = try input.withUnsafeMutableBufferPointer { source in
            try output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { throw Failure.corrupt }
                return target.count - Int(stream.avail_out)
            }
        }
        return Data(output.prefix(produced))
    }

    /// Inflates piece by piece and stops at `limitBytes`, so that a zip bomb costs one piece beyond the limit.
    /// - Parameter isZlib: whether the data are of the zlib format (RFC 1950), which other programs write.
    public static func decompress(_ data: Data, limitBytes: Int, isZlib: Bool = false) throws -> Data {
        var stream = z_stream()
        let isReady = isZlib ? parta_zlib_inflate_init(&stream) : parta_gzip_inflate_init(&stream)
        guard isReady == Z_OK else { throw Failure.corrupt }
        defer { inflateEnd(&stream) }
        var input = [UInt8](data)
        // A report inflates to some five times its size: a larger piece would only be zeroed for nothing.
        var piece = [UInt8](repeating: 0, count: min(65_536, max(4_096, data.count * 8)))
        var output = Data()
        let honestBytes = max(ratioFreeBytes, data.count * ratioLimit)
        try input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            while true {
                let (code, produced) = piece.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    let code = inflate(&stream, Z_NO_FLUSH)
                    return (code, target.count - Int(stream.avail_out))
                }
                guard output.count + produced <= limitBytes else { throw Failure.tooLarge(limitBytes: limitBytes) }
                guard output.count + produced <= honestBytes else { throw Failure.tooDense(ratioLimit: ratioLimit) }
                output.append(contentsOf: piece.prefix(produced))
                switch code {
                case Z_STREAM_END:
                    guard stream.avail_in == 0 else { throw Failure.corrupt }
                    return
                case Z_OK: continue
                case Z_BUF_ERROR: throw Failure.truncated
                default: throw Failure.corrupt
                }
            }
        }
        return output
    }
}
