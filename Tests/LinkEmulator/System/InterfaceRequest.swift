internal import Glibc

/// `struct ifreq`: the name of an interface and one value, which C keeps in a union.
struct InterfaceRequest {
    private static let nameLength = 16
    private var bytes = [UInt8](repeating: 0, count: MemoryLayout<ifreq>.size)

    init(name: String) {
        // The last byte of the name stays zero.
        for (index, byte) in name.utf8.prefix(Self.nameLength - 1).enumerated() { bytes[index] = byte }
    }

    mutating func set(_ value: some FixedWidthInteger & BitwiseCopyable) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: value, toByteOffset: Self.nameLength, as: type(of: value)) }
    }

    /// - Parameter address: in network byte order.
    mutating func set(internetAddress address: in_addr_t) {
        var socketAddress = sockaddr_in()
        socketAddress.sin_family = sa_family_t(AF_INET)
        socketAddress.sin_addr.s_addr = address
        bytes.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: socketAddress, toByteOffset: Self.nameLength, as: sockaddr_in.self)
        }
    }

    /// - Throws: `SystemFailure` with `what`.
    mutating func send(_ request: UInt, to descriptor: CInt, _ what: String) throws {
        let result = bytes.withUnsafeMutableBytes { ioctl(descriptor, request, $0.baseAddress!) }
        guard result == 0 else { throw SystemFailure(what) }
    }
}
