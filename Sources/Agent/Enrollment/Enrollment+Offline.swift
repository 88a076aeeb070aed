internal import FoundationEssentials
internal import Reports

extension Enrollment {
    /// Enrolled without a network and not yet confirmed, nil for a file that asks for a network.
    init?(offline file: EnrollmentFile) {
        guard let offline = file.offline else { return nil }
        self.init(
            server: file.server, regionKey: offline.regionKey, receipt: nil, school: offline.school,
            hashKey: Base64URL.encode(offline.hashKey), lineTestServer: nil, room: file.room, label: file.label,
            pedagogical: file.pedagogical, codeHash: file.ticketHash(by: RegionHash(key: offline.hashKey)),
            sealingKey: offline.sealingKey, secret: offline.secret)
    }
}
