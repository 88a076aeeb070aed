/// One message of generic netlink (linux/netlink.h, linux/genetlink.h): a header of 16 bytes, one of 4, then attributes.
struct NetlinkMessage: Equatable {
    /// NLMSG_ERROR and NLMSG_DONE: the end of an answer.
    static let error: UInt16 = 2
    static let done: UInt16 = 3
    /// NLM_F_REQUEST, and the same with NLM_F_DUMP.
    static let request: UInt16 = 0x1
    static let dump: UInt16 = 0x301

    var type: UInt16
    var flags: UInt16
    var command: UInt8
    var attributes: [NetlinkAttribute] = []

    /// As the kernel takes it, in the machine's byte order.
    func encode(sequence: UInt32) -> [UInt8] {
        var body: [UInt8] = [command, 1, 0, 0]
        for attribute in attributes { body += attribute.encode() }
        var message = Self.bytes(UInt32(16 + body.count))
        message += Self.bytes(type)
        message += Self.bytes(flags)
        message += Self.bytes(sequence)
        message += Self.bytes(UInt32(0))
        return message + body
    }

    /// The messages in what one read gave; what does not fit its own lengths ends the list.
    static func parse(_ bytes: [UInt8]) -> [NetlinkMessage] {
        var messages: [NetlinkMessage] = []
        var rest = bytes[...]
        while rest.count >= 16, let length = number(UInt32.self, rest), length >= 16, Int(length) <= rest.count,
            let type = number(UInt16.self, rest.dropFirst(4)), let flags = number(UInt16.self, rest.dropFirst(6))
        {
            let body = rest.prefix(Int(length)).dropFirst(16)
            var message = NetlinkMessage(type: type, flags: flags, command: body.first ?? 0)
            if type > done { message.attributes = NetlinkAttribute.parse(body.dropFirst(4)) }
            messages.append(message)
            rest = rest.dropFirst((Int(length) + 3) & ~3)
        }
        return messages
    }

    func attribute(_ type: UInt16) -> NetlinkAttribute? { attributes.first { $0.type == type } }

    static func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number) { Array($0) } }

    /// A number at the beginning, nil where the bytes end before it does.
    static func number<Number: FixedWidthInteger>(_ type: Number.Type, _ bytes: ArraySlice<UInt8>) -> Number? {
        let size = MemoryLayout<Number>.size
        guard bytes.count >= size else { return nil }
        var number = Number.zero
        withUnsafeMutableBytes(of: &number) { $0.copyBytes(from: bytes.prefix(size)) }
        return number
    }
}

/// One attribute: length and type in 16 bits each, the value, filled up to four bytes.
struct NetlinkAttribute: Equatable {
    var type: UInt16
    var value: [UInt8]

    func encode() -> [UInt8] {
        let length = 4 + value.count
        var bytes = NetlinkMessage.bytes(UInt16(length))
        bytes += NetlinkMessage.bytes(type)
        bytes += value
        return bytes + [UInt8](repeating: 0, count: (4 - length % 4) % 4)
    }

    static func parse(_ bytes: ArraySlice<UInt8>) -> [NetlinkAttribute] {
        var attributes: [NetlinkAttribute] = []
        var rest = bytes
        while let length = NetlinkMessage.number(UInt16.self, rest), length >= 4, Int(length) <= rest.count,
            let type = NetlinkMessage.number(UInt16.self, rest.dropFirst(2))
        {
            // The two upper bits say that it is nested and in which order: known anyway.
            attributes.append(
                NetlinkAttribute(type: type & 0x3fff, value: Array(rest.prefix(Int(length)).dropFirst(4))))
            rest = rest.dropFirst((Int(length) + 3) & ~3)
        }
        return attributes
    }

    var nested: [NetlinkAttribute] { Self.parse(value[...]) }

    func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        NetlinkMessage.number(type, value[...])
    }
}
