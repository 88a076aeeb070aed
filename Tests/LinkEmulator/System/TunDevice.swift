internal import CLinkEmulator
internal import Glibc

/// A TUN device: what the kernel sends there is read here, and what is written here it receives. Gone with the process.
struct TunDevice: ~Copyable {
    /// Packets that the kernel keeps for us while we do not read: more than any sender has under way.
    private static let kernelQueue: CInt = 20_000

    let descriptor: CInt

    /// Makes the device in the calling thread's namespace, gives it its address and sets it up.
    /// - Throws: `SystemFailure`.
    init(name: String, address: IPv4Prefix) throws {
        let descriptor = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure("open /dev/net/tun") }
        do {
            var request = InterfaceRequest(name: name)
            request.set(Int16(IFF_TUN | IFF_NO_PI))
            try request.send(link_tun_set_interface, to: descriptor, "make the device \(name)")
            try Self.configure(name: name, address: address)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func configure(name: String, address: IPv4Prefix) throws {
        let socket = Glibc.socket(AF_INET, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw SystemFailure("open a socket") }
        defer { close(socket) }
        var request = InterfaceRequest(name: name)
        request.set(internetAddress: address.address)
        try request.send(UInt(SIOCSIFADDR), to: socket, "give \(name) its address")
        request.set(internetAddress: address.mask)
        try request.send(UInt(SIOCSIFNETMASK), to: socket, "give \(name) its mask")
        request.set(kernelQueue)
        try request.send(UInt(SIOCSIFTXQLEN), to: socket, "give \(name) its queue")
        request.set(Int16(IFF_UP))
        try request.send(UInt(SIOCSIFFLAGS), to: socket, "set \(name) up")
    }

    /// The next packet that the kernel sent.
    /// - Returns: its length; nil when there is none.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let length = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        return length > 0 ? length : nil
    }

    /// A packet for the kernel. One that it does not take is lost, as on any line.
    func write(_ packet: UnsafeRawBufferPointer) {
        _ = Glibc.write(descriptor, packet.baseAddress, packet.count)
    }
}
