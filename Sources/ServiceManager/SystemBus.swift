internal import CSystemd
internal import Glibc

/// A connection to the system's message bus (D-Bus) for one question or a few; closed with its owner.
///
/// Asks for properties and calls nothing else; a service that does not run is not started for it.
@safe public struct SystemBus: ~Copyable {
    private let bus: OpaquePointer
    private let timeout: Duration

    /// Connects and says hello.
    ///
    /// - Parameters:
    ///   - address: in D-Bus's words, such as `unix:path=/run/dbus/system_bus_socket`; nil for the system's own.
    ///   - timeout: for connecting, and again for each question.
    /// - Throws: `BusFailure` when there is no bus, or it does not answer in time.
    public init(address: String? = nil, timeout: Duration = .seconds(1)) throws(BusFailure) {
        unsafe bus = try Self.connect(to: address, within: timeout)
        self.timeout = timeout
    }

    // Neither flush nor say goodbye: nothing is left to be sent.
    deinit { unsafe sd_bus_close_unref(bus) }

    /// A property of type `u`.
    /// - Throws: `BusFailure`, also when nobody has the name or the property is of another type.
    public func unsignedProperty(_ member: String, interface: String, path: String, of service: String)
        throws(BusFailure) -> UInt32
    {
        var question: OpaquePointer?
        var answer: OpaquePointer?
        defer {
            unsafe sd_bus_message_unref(question)
            unsafe sd_bus_message_unref(answer)
        }
        let doing = "read \(interface).\(member) of \(service)"
        try check(
            unsafe sd_bus_message_new_method_call(
                bus, &question, service, path, "org.freedesktop.DBus.Properties", "Get"), doing)
        try check(unsafe sd_bus_message_set_auto_start(question, 0), doing)
        let text = CChar(bitPattern: UInt8(ascii: "s"))
        try check(unsafe sd_bus_message_append_basic(question, text, interface), doing)
        try check(unsafe sd_bus_message_append_basic(question, text, member), doing)
        try check(unsafe sd_bus_call(bus, question, timeout.microseconds, nil, &answer), doing)
        try check(
            unsafe sd_bus_message_enter_container(answer, CChar(bitPattern: UInt8(ascii: "v")), "u"), doing)
        var value: UInt32 = 0
        try check(unsafe sd_bus_message_read_basic(answer, CChar(bitPattern: UInt8(ascii: "u")), &value), doing)
        return value
    }

    private func check(_ code: Int32, _ doing: String) throws(BusFailure) {
        if code < 0 { throw BusFailure(code: code, doing: doing) }
    }

    private static func connect(to address: String?, within timeout: Duration) throws(BusFailure) -> OpaquePointer {
        var opened: OpaquePointer?
        let code =
            if let address { unsafe open(at: address, &opened) } else { unsafe sd_bus_open_system(&opened) }
        guard code >= 0, let bus = unsafe opened else {
            unsafe sd_bus_close_unref(opened)
            throw BusFailure(code: code, doing: "connect to the system bus")
        }
        // Left to itself the library waits a minute and a half for a bus that accepts and stays silent.
        let limit = ContinuousClock.now + timeout
        while unsafe sd_bus_is_ready(bus) == 0 {
            let left = limit - .now
            var step = left > .zero ? unsafe sd_bus_process(bus, nil) : -ETIMEDOUT
            if step == 0 { step = unsafe sd_bus_wait(bus, left.microseconds) }
            // An interrupted wait is no failure.
            guard step >= 0 || step == -EINTR else {
                unsafe sd_bus_close_unref(bus)
                throw BusFailure(code: step, doing: "be welcomed by the system bus")
            }
        }
        return unsafe bus
    }

    private static func open(at address: String, _ bus: inout OpaquePointer?) -> Int32 {
        var code = unsafe sd_bus_new(&bus)
        if code >= 0 { code = unsafe sd_bus_set_address(bus, address) }
        if code >= 0 { code = unsafe sd_bus_set_bus_client(bus, 1) }
        return code >= 0 ? unsafe sd_bus_start(bus) : code
    }
}

/// Why the message bus gave no answer.
public struct BusFailure: Error, Equatable, CustomStringConvertible {
    /// As errno(3), positive.
    public var errorNumber: Int32
    public var doing: String

    init(code: Int32, doing: String) {
        errorNumber = -code
        self.doing = doing
    }

    public var description: String {
        "cannot \(doing): \(unsafe String(cString: strerror(errorNumber)))"
    }
}

extension Duration {
    fileprivate var microseconds: UInt64 {
        let (seconds, attoseconds) = components
        return UInt64(max(0, seconds)) * 1_000_000 + UInt64(max(0, attoseconds) / 1_000_000_000_000)
    }
}
