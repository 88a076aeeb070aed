/// Packets on their way, in one piece of memory that never grows; first in, first out.
///
/// A packet is read straight into the ring and written straight out of it. Each lies in one piece, after its due time
/// and its length; where none fits before the ring's end, a length of `wrapped` sends the reader to the beginning.
struct PacketRing: ~Copyable {
    /// The longest packet: an Ethernet's MTU with room to spare.
    static let packetLimit = 2048
    private static let header = 16
    private static let wrapped = -1

    private let memory: UnsafeMutableRawBufferPointer
    private var readOffset = 0
    private var writeOffset = 0
    private(set) var count = 0

    /// - Parameter bytes: of packets with their headers; four packets of the longest at least.
    init(bytes: Int) {
        let least = 4 * (Self.packetLimit + Self.header)
        memory = .allocate(byteCount: (max(bytes, least) + 15) & ~15, alignment: 16)
    }

    deinit { memory.deallocate() }

    /// Where the next packet may be read into; nil while the ring is full.
    mutating func room() -> UnsafeMutableRawBufferPointer? {
        let needed = Self.header + Self.packetLimit
        if count == 0 { (readOffset, writeOffset) = (0, 0) }
        if writeOffset >= readOffset, count == 0 || writeOffset > readOffset {
            // One header more than needed: the mark below always fits.
            if writeOffset + needed + Self.header <= memory.count { return room(at: writeOffset) }
            guard needed < readOffset else { return nil }
            memory.storeBytes(of: Self.wrapped, toByteOffset: writeOffset + 8, as: Int.self)
            writeOffset = 0
            return room(at: 0)
        }
        return writeOffset + needed < readOffset ? room(at: writeOffset) : nil
    }

    private func room(at offset: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: memory[(offset + Self.header)...].prefix(Self.packetLimit))
    }

    /// Keeps the packet that was read into `room()`.
    mutating func keep(length: Int, due: Int) {
        memory.storeBytes(of: due, toByteOffset: writeOffset, as: Int.self)
        memory.storeBytes(of: length, toByteOffset: writeOffset + 8, as: Int.self)
        writeOffset += Self.header + (length + 15) & ~15
        count += 1
    }

    /// When the first packet is due.
    var nextDue: Int? {
        mutating get {
            guard count > 0 else { return nil }
            if memory.load(fromByteOffset: readOffset + 8, as: Int.self) == Self.wrapped { readOffset = 0 }
            return memory.load(fromByteOffset: readOffset, as: Int.self)
        }
    }

    /// Hands the first packet out, if it is due.
    /// - Returns: whether one was.
    mutating func takeDue(at now: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
        guard let due = nextDue, due <= now else { return false }
        let length = memory.load(fromByteOffset: readOffset + 8, as: Int.self)
        body(UnsafeRawBufferPointer(rebasing: memory[(readOffset + Self.header)...].prefix(length)))
        readOffset += Self.header + (length + 15) & ~15
        count -= 1
        return true
    }
}
