import Examples
import Foundation
import Relational
import Reports
import Store

@testable import RelationalStore
@testable import SQLiteStore

/// A small made-up country whose computers hold real keys, so that it can also be brought in report by report.
struct SignedCountry {
    let country = MadeCountry(
        MadeCountry.Parameters(
            schools: 9, computersPerSchool: 7, devicesPerComputer: 14, seed: 7, asOf: CivilDate("2026-11-22")!,
            days: 20,
            deviceDays: 12))

    /// The made bytes of a computer serve as its private key.
    func schools() throws -> [MadeSchool] {
        try (0..<country.count).map { index in
            try country.school(at: index) { try SigningKey(rawRepresentation: $0).publicKey.rawRepresentation }
        }
    }

    /// The same draws with the bytes themselves, of which each signing key is made.
    func keys() throws -> [AgentID: SigningKey] {
        var keys: [AgentID: SigningKey] = [:]
        for index in 0..<country.count {
            _ = try country.school(at: index) { seed in
                let key = try SigningKey(rawRepresentation: seed)
                keys[key.publicKey.agentID] = key
                return key.publicKey.rawRepresentation
            }
        }
        return keys
    }

    /// Everything the way that it comes in earnest: registry, codes, enrolment, reports. Gateways and leases, which a desk
    /// gives out while it is asked, are written as they would have been left.
    func ingest(_ schools: [MadeSchool], into store: RelationalStore) async throws {
        let keys = try keys()
        _ = try await store.importSchools(schools.map(\.school), dryRun: false)
        for school in schools {
            _ = try await store.createEnrollment(school.enrollment)
            for computer in school.computers { try await enroll(computer, of: school, in: store) }
            try await store.database.write { db in
                let writer = try ExampleWriter(db: db)
                try writer.writeLines(of: school)
                try writer.writeLeases(of: school)
            }
            for computer in school.computers {
                guard let key = keys[computer.agent] else { continue }
                _ = try await store.ingest(try reports(of: computer, key: key))
                if case .revoked(let time) = computer.standing { try await store.revoke(computer.agent, at: time) }
            }
        }
    }

    private func enroll(_ computer: MadeComputer, of school: MadeSchool, in store: RelationalStore) async throws {
        let key = try VerifyingKey(rawRepresentation: computer.publicKey)
        if computer.standing == .waiting {
            _ = try await store.readmit(
                Readmission(
                    publicKey: key, school: school.school.id, isWaiting: true, room: computer.room,
                    label: computer.label,
                    agentVersion: computer.computer.agentVersion, time: computer.enrolledAt))
            return
        }
        _ = try await store.redeem(
            EnrollmentAttempt(
                secretHash: school.enrollment.secretHash, publicKey: key, room: computer.room, label: computer.label,
                agentVersion: computer.computer.agentVersion, time: computer.enrolledAt))
    }

    /// A report at the end of each boot: its days, tests and slots, and a scan where one is due.
    func reports(of computer: MadeComputer, key: SigningKey) throws -> [VerifiedReport] {
        let scanned = computer.scannedBoots
        return try computer.boots.enumerated().map { position, boot in
            let present = computer.devices.filter { ($0.firstBoot...$0.lastBoot).contains(position) }
            let report = Report(
                agent: computer.agent, stream: computer.stream, seq: position + 1, sealedAt: boot.time(boot.sealedAt),
                scan: scanned.contains(position)
                    ? Scan(computer: computer.computer, devices: present.map(\.device), collectors: []) : nil,
                scannedAt: scanned.contains(position) ? boot.time(boot.scannedAt) : nil,
                deviceDays: computer.devices.compactMap { day(of: $0, on: position, boot) },
                lineTests: computer.lineTests.filter { $0.startedAt.bootID == boot.id },
                slots: computer.slots.filter { $0.decidedAt.bootID == boot.id })
            return try VerifiedReport(
                Envelope.seal(report, kind: .report, with: key), key: key.publicKey, receivedAt: boot.receivedAt)
        }
    }

    private func day(of device: MadeDevice, on position: Int, _ boot: MadeBoot) -> DeviceDay? {
        guard device.seenBoots.contains(position) else { return nil }
        let day = device.day(at: boot)
        return DeviceDay(
            device: device.device.id, day: boot.day.description, first: boot.time(day.first), last: boot.time(day.last),
            minutes: day.minutes, timesPlugged: day.timesPlugged)
    }
}
