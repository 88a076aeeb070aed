import Aggregator
import Foundation
import NIOCore
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@Suite("Serving over TLS", .timeLimit(.minutes(1)))
struct TLSServingTests {
    private static func withTLS(_ configuration: inout AggregatorConfiguration) { configuration.tls = .on }

    @Test("a rotation reaches new connections, and those that stand go on")
    func rotationWhileServing() async throws {
        let store = try SQLiteStore.inMemory()
        let region = try await RegionIdentity.load(from: store)
        let board = try await TrustBoard(region: region, store: store)
        try await LiveAggregator.run(store: store, configure: Self.withTLS, trust: board) { server in
            try await TLSClient.connect(port: server.port) { pin, get in
                #expect(pin == board.newest.pins.first)
                #expect(try await get("/healthz").status == 200)
                _ = try await region.rotateServerKey(in: store)
                #expect(try await board.refresh())
                // The old connection goes on and learns of the new key.
                let answer = try await get("/v1/region").decoded(RegionResponse.self)
                let known = try #require(
                    ServerTrust.newest(among: answer.trust ?? [], of: region.publicKey, notBefore: 1))
                #expect(known.trust.version == 2)
                try await TLSClient.connect(port: server.port) { newPin, get in
                    #expect(newPin != pin)
                    #expect(newPin == known.trust.pins.first)
                    let answer = try await get("/healthz")
                    #expect(answer.status == 200)
                }
            }
        }
    }

    @Test("plain HTTP gets no answer from a TLS listener, and the next connection does")
    func plainOnTLS() async throws {
        let store = try SQLiteStore.inMemory()
        let board = try await TrustBoard(region: try await RegionIdentity.load(from: store), store: store)
        try await LiveAggregator.run(store: store, configure: Self.withTLS, trust: board) { server in
            await #expect(throws: (any Error).self) { try await RawHTTP.get("/healthz", port: server.port) }
            try await TLSClient.connect(port: server.port) { _, get in
                let answer = try await get("/healthz")
                #expect(answer.status == 200)
            }
        }
    }

    @Test("enrolment and delivery say which statement is the newest")
    func messages() async throws {
        let store = try SQLiteStore.inMemory()
        _ = try await store.importSchools([LiveAggregator.school], dryRun: false)
        let board = try await TrustBoard(region: try await RegionIdentity.load(from: store), store: store)
        try await LiveAggregator.run(store: store, trust: board) { server in
            let key = SigningKey()
            let enrolled = try await server.enroll(key, secret: try await server.code().secret)
                .decoded(EnrollmentResponse.self)
            #expect(enrolled.trust == board.statements)
            _ = try await server.region.setServers(["https://parta.example"], in: store)
            _ = try await board.refresh()
            let delivered = try await server.post("/v1/reports", server.report(key, 1)).decoded(DeliveryResponse.self)
            #expect(delivered.trustVersion == 2)
        }
    }

    @Test(
        "TLS is on wherever others can reach the listener",
        arguments: [
            (TLSMode.auto, "127.0.0.1:1", false), (.auto, "[::1]:1", false), (.auto, "10.0.0.5:1", true),
            (.auto, "[::]:1", true), (.on, "127.0.0.1:1", true), (.on, "0.0.0.0:1", true), (.off, "127.0.0.1:1", false),
        ])
    func modes(_ mode: TLSMode, _ address: String, _ isOn: Bool) throws {
        #expect(try mode.isOn(for: try ListenAddress(address)) == isOn)
    }

    @Test("TLS cannot be turned off off loopback", arguments: ["0.0.0.0:1", "10.0.0.5:1", "[::]:1", "parta.example:1"])
    func offRefused(_ address: String) throws {
        let listen = try ListenAddress(address)
        #expect(throws: AggregatorFailure.notLoopback(address)) { try TLSMode.off.isOn(for: listen) }
    }
}
