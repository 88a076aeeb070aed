public import FoundationEssentials
public import Reports
public import Store
internal import Synchronization

/// What a running server shows of itself: its certificate, and the region's statements on its servers.
public final class TrustBoard: Sendable {
    private let region: RegionIdentity
    private let store: any Store
    private let files: CertificateFiles?
    private let now: @Sendable () -> Date
    private let trust: Mutex<RegionTrust>
    let showcase: CertificateShowcase

    /// Makes what is missing: certificate, first statement, and a new statement where the servers' key is another now.
    /// - Parameter files: the certificate to show in place of the server's own.
    /// - Throws: `AggregatorFailure.badCertificate`, `.damagedRegion`, or the store's error.
    public init(
        region: RegionIdentity, store: any Store, files: CertificateFiles? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws {
        self.region = region
        self.store = store
        self.files = files
        self.now = now
        let given = try files?.read()
        let trust = try await region.setServerPin(given?.pin, in: store, now: now())
        if let given {
            showcase = try CertificateShowcase(given)
            self.trust = Mutex(trust)
        } else {
            let trust = try await region.trustWithCertificate(in: store, now: now())
            showcase = try CertificateShowcase(Self.ownCertificate(trust))
            self.trust = Mutex(trust)
        }
    }

    /// What the next handshake shows.
    public var certificate: ServedCertificate { showcase.certificate }

    /// Every statement, the newest first.
    public var statements: [String] { trust.withLock { $0.statements } }

    /// The newest statement.
    public var newest: ServerTrust { trust.withLock { $0.newest } }

    /// Looks whether keys were rotated, files replaced, or the certificate is near its end, and does what is due.
    ///
    /// Connections that stand go on; new ones see what is new.
    /// - Returns: whether the certificate is another one.
    /// - Throws: as `init`; what was shown before is shown on.
    public func refresh() async throws -> Bool {
        let next: ServedCertificate
        let trust: RegionTrust
        if let files {
            next = try files.read()
            // A statement only where the file changed: two servers with unlike files must not outvote each other for ever.
            trust =
                next.pin == certificate.pin
                ? try await region.trust(in: store, now: now())
                : try await region.setServerPin(next.pin, in: store, now: now())
        } else {
            trust = try await region.trustWithCertificate(in: store, now: now())
            next = try Self.ownCertificate(trust)
        }
        self.trust.withLock { $0 = trust }
        return try showcase.show(next)
    }

    private static func ownCertificate(_ trust: RegionTrust) throws -> ServedCertificate {
        guard let certificate = trust.keys.certificate else {
            throw AggregatorFailure.damagedRegion(secret: RegionIdentity.Secret.serverCertificate.rawValue)
        }
        return try ServedCertificate(own: certificate, key: trust.keys.server)
    }
}
