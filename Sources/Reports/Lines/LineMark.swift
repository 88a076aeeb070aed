/// What a reader has to know before a figure of a line test is used.
public struct LineMark: RawRepresentable, Codable, Sendable, Hashable {
    public var rawValue: String

    /// Any word is kept: a newer program may know more of them.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Taken elsewhere than behind a gateway confirmed for the school: counts for nothing.
    public static let notSchoolLine = LineMark(rawValue: "not_school_line")
    /// The server was busy or its own line full.
    public static let serverLimited = LineMark(rawValue: "server_limited")
    /// The computer was too slow for the line.
    public static let pcLimited = LineMark(rawValue: "pc_limited")
    /// The rate was still rising when the test ended.
    public static let rampLimited = LineMark(rawValue: "ramp_limited")
    /// Stopped because the byte allowance was used up, before the rate had settled.
    public static let byteCapped = LineMark(rawValue: "byte_capped")
    /// The wall clock was set while the test ran.
    public static let clockJumped = LineMark(rawValue: "clock_jumped")
}
