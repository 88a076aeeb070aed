internal import CZlib
public import FoundationEssentials

/// The gzip format (RFC 1952), with a ceiling on what inflating may produce.
public enum Gzip {
    public enum Failure: Error, Equatable {
        case truncated
        case corrupt
        /// The content is larger than the caller allows.
        case tooLarge(limitBytes: Int)
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
    public static func decompress(_ data: Data, limitBytes: Int) throws -> Data {
        var stream = z_stream()
        guard parta_gzip_inflate_init(&stream) == Z_OK else { throw Failure.corrupt }
        defer { inflateEnd(&stream) }
        var input = [UInt8](data)
        var piece = [UInt8](repeating: 0, count: 65_536)
        var output = Data()
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
