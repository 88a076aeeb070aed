import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Reports
import Synchronization

@testable import Agent

/// A small aggregator on loopback: it verifies what it is sent, remembers what it has, and fails as it is told to.
final class TestAggregator: Sendable {
    /// What goes wrong with one request.
    enum Fault: Sendable, Equatable {
        case none
        /// The connection ends when the request's head is there.
        case closeAtHead
        /// The whole request is there, nothing of it is kept, the connection ends.
        case closeBeforeCommit
        /// The request is kept, the connection ends before a word is said.
        case closeAfterCommit
        /// The request is kept, the connection ends in the middle of the answer.
        case closeInAnswer
        /// The request is kept, the answer never comes.
        case stallAfterCommit
        /// Nothing is kept; this is said instead.
        case answer(status: Int, retryAfter: String?, body: String)
        /// Nothing is kept; bytes that are no HTTP come back.
        case bytes(String)
        /// The request is kept; the next delivery is asked to wait.
        case retryAfter(Int)
        /// These envelopes of the request are refused, the rest is kept.
        case refuse([Int])
        /// More envelopes than this in one request are too many.
        case tooLarge(above: Int)
    }

    struct Memory: Sendable {
        var faults: [Fault] = []
        var keys: [AgentID: VerifyingKey] = [:]
        /// Every report held, by agent, stream and seq.
        var reports: [String: Report] = [:]
        var digests: [String: Data] = [:]
        /// How often something came that was held already.
        var duplicates = 0
        var problems: [String] = []
        var requests = 0
        var connections = 0
        var lineTestServer: String?
        /// Answers requests for leases; nil as an aggregator that knows none.
        var lease: (@Sendable (LeaseRequest) -> LeaseResponse)?
        var leaseRequests: [LeaseRequest] = []
        /// What agents said they were copied from.
        var origins: [AgentID: AgentID] = [:]
        /// Agents whose deliveries are answered with an order to take a new key.
        var rekeying: Set<AgentID> = []
        /// The key it listens with, nil for plain HTTP.
        var identity: TestIdentity?
        /// Statements on the region's servers, as they are shown.
        var trust: [String]?
        /// What deliveries name as the newest statement.
        var trustVersion: Int?
        /// Agents that were taken in again on their receipt.
        var readmitted: [AgentID] = []
        /// Whether receipts say that the agent waits.
        var receiptsWait = false
        /// What answers `GET /v1/region` in place of the truth.
        var region: RegionResponse?
        var storeEpoch = "1"
        /// What the next delivery is answered with.
        var sendFull: Bool?
        var serverTime = Date(timeIntervalSince1970: 1_788_249_600)
        /// Bytes of every delivery, in their order.
        var bodies: [Int] = []
        /// Numbers in the order in which they came, however often.
        var arrivals: [Int] = []
        var waiters: [(count: Int, promise: EventLoopPromise<Void>)] = []
    }

    let regionKey: SigningKey
    let hashKey = Data(repeating: 7, count: 32)
    let code: EnrollmentCode
    let memory = Mutex(Memory())
    private let listener = Mutex<(any Channel)?>(nil)
    private let port = Mutex(0)

    /// - Parameters:
    ///   - identity: what to listen with over TLS, already named by the region's first statement; nil for plain HTTP.
    init(_ identity: TestIdentity? = nil, regionKey: SigningKey = SigningKey()) async throws {
        self.regionKey = regionKey
        code = EnrollmentCode(regionKey: regionKey.publicKey, secret: Data(repeating: 0x5a, count: 7))
        if let identity {
            try state(1, pins: [identity.pin])
            memory.withLock { $0.identity = identity }
        }
        try await start()
    }

    /// Signs a statement on the region's servers and shows it beside the others.
    @discardableResult
    func state(_ version: Int, pins: [ServerPin], servers: [String] = []) throws -> String {
        let trust = ServerTrust(
            version: version, issuedAt: Date(timeIntervalSince1970: 1_788_249_600), pins: pins, servers: servers,
            sealingKey: try SealingPublicKey(rawRepresentation: Data(repeating: 9, count: 32)))
        let text = try Envelope.seal(trust, kind: .trust, with: regionKey).text
        memory.withLock { $0.trust = ($0.trust ?? []) + [text] }
        return text
    }

    /// Whom one talks to.
    var region: RegionResponse {
        memory.withLock { $0.region ?? RegionResponse(regionKey: regionKey.publicKey, trust: $0.trust) }
    }

    var portNumber: Int { port.withLock { $0 } }

    /// Listens with another key, at another place unless `samePort`.
    func move(to identity: TestIdentity, samePort: Bool = true) async throws {
        try await stop()
        memory.withLock { $0.identity = identity }
        if !samePort { port.withLock { $0 = 0 } }
        try await start()
    }

    /// Listens, after a stop on the same port as before.
    func start() async throws {
        let secure = try memory.withLock { $0.identity }?.server
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    self.memory.withLock { $0.connections += 1 }
                    if let secure {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: secure))
                    }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    try channel.pipeline.syncOperations.addHandler(TestAggregatorHandler(aggregator: self))
                }
            }
            .bind(host: "127.0.0.1", port: port.withLock { $0 }).get()
        port.withLock { $0 = channel.localAddress?.port ?? 0 }
        listener.withLock { $0 = channel }
    }

    func stop() async throws {
        try await listener.withLock { $0.take() }?.close().get()
    }

    var address: ServerAddress {
        get throws {
            let scheme = memory.withLock { $0.identity == nil ? "http" : "https" }
            return try ServerAddress("\(scheme)://127.0.0.1:\(portNumber)")
        }
    }

    /// Everything held, in no order.
    var reports: [Report] { memory.withLock { Array($0.reports.values) } }
    var lineTests: [String] { reports.flatMap { $0.lineTests ?? [] }.map(\.id).sorted() }

    func willFail(_ faults: Fault...) { memory.withLock { $0.faults = faults } }

    /// Returns once so many reports are held.
    func waitForReports(_ count: Int) async throws {
        let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)
        let isThere = memory.withLock { memory in
            if memory.reports.count >= count { return true }
            memory.waiters.append((count, promise))
            return false
        }
        if isThere { promise.succeed() }
        // A promise knows nothing of a test's time limit, which ends the task.
        try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            promise.fail(CancellationError())
        }
    }
}

extension TestAggregator {
    /// Verifies and keeps a delivery.
    func commit(_ body: String, refusing indices: [Int]) -> DeliveryResponse {
        let (response, ready) = memory.withLock { memory in
            var refused: [RefusedEnvelope] = []
            var streams: [String: SequenceRanges] = [:]
            var rekey = false
            memory.bodies.append(body.utf8.count)
            for (index, line) in body.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                do {
                    if indices.contains(index) {
                        refused.append(
                            RefusedEnvelope(index: index, error: "bad_payload", message: "told so\nby the test"))
                        continue
                    }
                    let envelope = try Envelope(text: String(line))
                    guard let key = memory.keys[envelope.keyID] else { throw EnvelopeFailure.badSignature }
                    let report = try envelope.open(Report.self, kind: .report, with: key)
                    let name = "\(report.agent)/\(report.stream)/\(report.seq)"
                    if let digest = memory.digests[name] {
                        memory.duplicates += 1
                        if digest != envelope.digest { memory.problems.append("\(name) came with other bytes") }
                    }
                    if memory.rekeying.contains(report.agent) { rekey = true }
                    memory.digests[name] = envelope.digest
                    memory.reports[name] = report
                    memory.arrivals.append(report.seq)
                    streams[report.stream, default: SequenceRanges()].insert(report.seq)
                } catch {
                    memory.problems.append("envelope \(index): \(error)")
                    refused.append(RefusedEnvelope(index: index, error: "bad_envelope", message: "\(error)"))
                }
            }
            let ready = memory.waiters.filter { $0.count <= memory.reports.count }
            memory.waiters.removeAll { $0.count <= memory.reports.count }
            // Held of each stream that the request named, as the real one answers.
            for stream in streams.keys {
                streams[stream] = SequenceRanges(memory.reports.values.filter { $0.stream == stream }.map(\.seq))
            }
            let response = DeliveryResponse(
                accepted: streams.map { AcceptedStream(stream: $0.key, ranges: $0.value) }, refused: refused,
                serverTime: memory.serverTime, storeEpoch: memory.storeEpoch,
                lineTestServer: memory.lineTestServer, rekey: rekey ? true : nil, sendFull: memory.sendFull.take(),
                trustVersion: memory.trustVersion)
            return (response, ready)
        }
        for waiter in ready { waiter.promise.succeed() }
        return response
    }

    /// Takes an agent in.
    func enroll(_ body: String) throws -> EnrollmentResponse {
        let envelope = try Envelope(text: body)
        // The key is in the request itself: it proves that it is held, and the secret says who asks.
        let claimed = try JSONDecoder().decode(Claim.self, from: payload(of: body)).publicKey
        let request = try envelope.open(EnrollmentRequest.self, kind: .enrollment, with: claimed)
        if let receipt = request.receipt, request.secret.isEmpty {
            let held = try Envelope(text: receipt)
                .open(EnrollmentReceipt.self, kind: .receipt, with: regionKey.publicKey)
            guard held.agent == claimed.agentID else { throw RefusedEnrollment(word: "unknown_code") }
            memory.withLock { $0.readmitted.append(held.agent) }
        } else if request.secret != code.secret {
            throw RefusedEnrollment(word: "unknown_code")
        }
        memory.withLock {
            $0.keys[claimed.agentID] = claimed
            $0.origins[claimed.agentID] = request.clonedFrom
        }
        return try response(for: claimed, signedBy: regionKey)
    }

    func response(for key: VerifyingKey, signedBy signer: SigningKey) throws -> EnrollmentResponse {
        let receipt = EnrollmentReceipt(
            agent: key.agentID, publicKey: key, school: "KZ-1", issuedAt: Date(timeIntervalSince1970: 1_788_249_600),
            waiting: memory.withLock { $0.receiptsWait } ? true : nil)
        return EnrollmentResponse(
            regionKey: signer.publicKey, receipt: try Envelope.seal(receipt, kind: .receipt, with: signer).text,
            hashKey: Base64URL.encode(hashKey), lineTestServer: "ws://127.0.0.1:1",
            trust: memory.withLock { $0.trust })
    }

    /// Verifies and answers a request for a lease.
    /// - Returns: nil where none are given.
    func lease(_ body: String) throws -> LeaseResponse? {
        let envelope = try Envelope(text: body)
        guard let key = memory.withLock({ $0.keys[envelope.keyID] }) else { throw EnvelopeFailure.badSignature }
        let request = try envelope.open(LeaseRequest.self, kind: .lease, with: key)
        let answer = memory.withLock { memory in
            if memory.leaseRequests.contains(where: { $0.nonce == request.nonce }) {
                memory.problems.append("the nonce \(request.nonce) came twice")
            }
            memory.leaseRequests.append(request)
            return memory.lease
        }
        return answer?(request)
    }

    var leaseRequests: [LeaseRequest] { memory.withLock { $0.leaseRequests } }

    private struct Claim: Decodable {
        var publicKey: VerifyingKey

        enum CodingKeys: String, CodingKey {
            case publicKey = "public_key"
        }
    }

    private func payload(of body: String) throws -> Data {
        let part = body.split(separator: ".")[1]
        return try Gzip.decompress(Base64URL.decode(part) ?? Data(), limitBytes: 1_000_000)
    }
}

struct RefusedEnrollment: Error {
    var word: String
}
