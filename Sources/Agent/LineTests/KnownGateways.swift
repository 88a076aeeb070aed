internal import Reports

/// Behind which gateways this computer stands at its school, as far as it was told: kept in `gateways.json`.
///
/// Gateways are hashes keyed with the region's key. What stands behind any other gateway is none of the region's business.
struct KnownGateways: Codable, Sendable, Equatable {
    /// Whose and which region's these are: those of another key or region say nothing.
    var agent: AgentID
    var region: VerifyingKey
    /// The gateway at the moment of enrolment, nil where there was none.
    var atEnrollment: String?
    /// What the aggregator confirmed when it last said so.
    var confirmed: [String] = []
    /// Whether the aggregator asked this computer to name an unconfirmed gateway, once.
    var isAskedToName = false

    /// Where this computer stands.
    enum Standing: Equatable {
        /// Without a default gateway.
        case nowhere
        /// Behind a gateway of the school's, or one that may become so: it may be named.
        case school(gateway: String, enrolledHere: Bool)
        /// Anywhere else. `naming` is the gateway where the aggregator asked for it.
        case elsewhere(naming: String?)
    }

    /// - Parameter gateway: the default gateway's hash now.
    func standing(behind gateway: String?) -> Standing {
        guard let gateway else { return .nowhere }
        if confirmed.contains(gateway) || gateway == atEnrollment {
            return .school(gateway: gateway, enrolledHere: gateway == atEnrollment)
        }
        return .elsewhere(naming: isAskedToName ? gateway : nil)
    }

    /// Learns from an answer to a request that was sent standing so.
    mutating func learn(from response: LeaseResponse) {
        confirmed = response.gateways.sorted()
        // Asked for once, named once: the request after the naming one is without it, unless asked for again.
        isAskedToName = response.nameGateway == true
    }

    enum CodingKeys: String, CodingKey {
        case agent, region, confirmed
        case atEnrollment = "at_enrollment"
        case isAskedToName = "asked_to_name"
    }
}
