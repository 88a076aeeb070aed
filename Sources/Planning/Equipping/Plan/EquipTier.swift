/// What one round of choosing came to, and what no choice could exceed.
public struct EquipTier: Sendable, Equatable {
    /// `all`; or with `ruralFirst` `rural` and then `other`, which gets what is left.
    public var name: String
    /// Of the objective, what purchases bring.
    public var value: Double
    /// No purchases with this money bring more. Transfers are made before it, and what is already there is in neither.
    public var upperBound: Double

    public init(name: String, value: Double, upperBound: Double) {
        self.name = name
        self.value = value
        self.upperBound = upperBound
    }

    /// How far the plan may be from the best, as a share of the bound.
    public var gap: Double { upperBound > 0 ? max(0, upperBound - value) / upperBound : 0 }
}
