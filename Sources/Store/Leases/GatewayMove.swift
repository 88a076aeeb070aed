public import FoundationEssentials

/// An operator's word on which line a confirmed gateway stands before: two of one line are joined so, two lines told apart.
///
/// From then on the school's lines that have a gateway are tested apart. Until then they may all be one: wired PCs behind the
/// provider's router and Wi-Fi PCs behind an access point of their own look like two lines and share the same one.
public struct GatewayMove: Sendable, Equatable {
    public var school: String
    /// The confirmed gateway's hash.
    public var gateway: String
    /// The line it stands before, made where it is not there; the one it stands before already confirms that.
    public var line: String
    public var movedAt: Date
    /// The operator's account.
    public var movedBy: String

    public init(school: String, gateway: String, line: String, movedAt: Date, movedBy: String) {
        self.school = school
        self.gateway = gateway
        self.line = line
        self.movedAt = movedAt
        self.movedBy = movedBy
    }
}
