/// Why a connection is closed (RFC 6455 section 7.4).
struct CloseCode: RawRepresentable, Sendable, Hashable {
    var rawValue: UInt16

    static let normal = CloseCode(rawValue: 1000)
    static let goingAway = CloseCode(rawValue: 1001)
    static let protocolError = CloseCode(rawValue: 1002)
    /// Payload where none is expected.
    static let unsupportedData = CloseCode(rawValue: 1003)
    static let invalidText = CloseCode(rawValue: 1007)
    static let tooBig = CloseCode(rawValue: 1009)

    /// Whether the code may travel in a Close frame: 1004-1006 and 1015 mark local conditions, 1016-2999 are reserved.
    var mayTravel: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
