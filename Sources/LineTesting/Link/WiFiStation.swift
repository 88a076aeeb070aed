internal import Glibc

/// What the kernel knows of this computer's side of a Wi-Fi link: how strong and how fast, never with whom.
///
/// Source: nl80211 (linux/nl80211.h), which every Wi-Fi driver of today answers; no privilege is needed.
public struct WiFiStation: Sendable, Equatable {
    public var signalDBm: Int?
    /// The current transmit rate.
    public var rateMbps: Double?

    public init(signalDBm: Int? = nil, rateMbps: Double? = nil) {
        self.signalDBm = signalDBm
        self.rateMbps = rateMbps
    }

    /// Asks the kernel; nil where it has no Wi-Fi, the interface no link, or no answer came within half a second.
    public static func ask(_ interface: String) -> WiFiStation? {
        let index = if_nametoindex(interface)
        guard index > 0, let netlink = NetlinkSocket() else { return nil }
        guard let family = family(in: netlink.answers(to: familyQuestion)) else { return nil }
        return station(in: netlink.answers(to: stationQuestion(family: family, interface: index)), family: family)
    }

    /// CTRL_CMD_GETFAMILY of the controller (id 16): under which number nl80211 runs. Attribute 2 is the name.
    static let familyQuestion = NetlinkMessage(
        type: 16, flags: NetlinkMessage.request, command: 3,
        attributes: [NetlinkAttribute(type: 2, value: Array("nl80211".utf8) + [0])])

    /// CTRL_ATTR_FAMILY_ID is attribute 1.
    static func family(in messages: [NetlinkMessage]) -> UInt16? {
        messages.first { $0.type == 16 }?.attribute(1)?.number(UInt16.self)
    }

    /// NL80211_CMD_GET_STATION (17), of NL80211_ATTR_IFINDEX (3).
    static func stationQuestion(family: UInt16, interface: UInt32) -> NetlinkMessage {
        NetlinkMessage(
            type: family, flags: NetlinkMessage.dump, command: 17,
            attributes: [NetlinkAttribute(type: 3, value: NetlinkMessage.bytes(interface))])
    }

    /// The first station, which is the access point. Its address (attribute 6) is there too and is not read.
    static func station(in messages: [NetlinkMessage], family: UInt16) -> WiFiStation? {
        // NL80211_ATTR_STA_INFO.
        guard let info = messages.first(where: { $0.type == family })?.attribute(21)?.nested else { return nil }
        let value = { (type: UInt16) in info.first { $0.type == type } }
        // NL80211_STA_INFO_TX_BITRATE, in units of 100 kbit/s: 32 bits where they are given, else 16.
        let rate = value(8)?.nested ?? []
        let wide = rate.first { $0.type == 5 }?.number(UInt32.self)
        let narrow = rate.first { $0.type == 1 }?.number(UInt16.self).map { UInt32($0) }
        // NL80211_STA_INFO_SIGNAL.
        let signal = value(7)?.number(Int8.self).map { Int($0) }
        return WiFiStation(
            signalDBm: signal.flatMap { $0 < 0 ? $0 : nil },
            rateMbps: (wide ?? narrow).flatMap { $0 > 0 ? Double($0) / 10 : nil })
    }
}
