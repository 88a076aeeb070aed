import Reports
import Testing

@testable import Agent

struct KnownGatewaysTests {
    private let key = SigningKey().publicKey
    private var enrolled: KnownGateways { KnownGateways(agent: key.agentID, region: key, atEnrollment: "school") }

    @Test func onlyTheSchoolsGatewaysAreNamed() {
        #expect(enrolled.standing(behind: nil) == .nowhere)
        #expect(enrolled.standing(behind: "school") == .school(gateway: "school", enrolledHere: true))
        #expect(enrolled.standing(behind: "home") == .elsewhere(naming: nil))
        var known = enrolled
        known.learn(from: LeaseResponse(gateways: ["second"]))
        #expect(known.standing(behind: "second") == .school(gateway: "second", enrolledHere: false))
        #expect(known.standing(behind: "home") == .elsewhere(naming: nil))
        // Never enrolled behind a gateway, and told of none: nothing is the school's.
        let nowhere = KnownGateways(agent: key.agentID, region: key)
        #expect(nowhere.standing(behind: "school") == .elsewhere(naming: nil))
    }

    @Test func aGatewayIsNamedOnlyWhenAskedForAndOnce() {
        var known = enrolled
        known.learn(from: LeaseResponse(refusal: .notSchoolLine, gateways: ["school"], nameGateway: true))
        #expect(known.standing(behind: "new") == .elsewhere(naming: "new"))
        known.learn(from: LeaseResponse(refusal: .notSchoolLine, gateways: ["school"]))
        #expect(known.standing(behind: "new") == .elsewhere(naming: nil))
    }

    @Test func whatIsKnownSurvivesARestartAndNoOtherKey() throws {
        let directory = try TemporaryDirectory()
        let state = try StateDirectory(path: directory.path)
        var known = enrolled
        known.learn(from: LeaseResponse(gateways: ["second"], nameGateway: true))
        try state.save(known)
        #expect(try state.gateways(of: key.agentID, in: key) == known)
        let other = SigningKey().publicKey
        #expect(try state.gateways(of: other.agentID, in: key).confirmed == [])
        #expect(try state.gateways(of: key.agentID, in: other).atEnrollment == nil)
    }
}
