internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Writes who a made computer is: its agent, where it stands, on which boots it was heard.
struct ExampleAgentWriter {
    private let agent: BulkInsertion
    private let state: BulkInsertion
    private let assignment: BulkInsertion
    private let revocation: BulkInsertion
    private let stream: BulkInsertion
    private let boot: BulkInsertion
    private let component: BulkInsertion
    private let computer: BulkInsertion
    private let deviceTable: BulkInsertion

    init(db: Database) throws {
        agent = try BulkInsertion(
            db, "agent",
            "id, public_key, state, version, enrollment_id, enrolled_at, revoked_at, waiting_since, last_seen, reports, "
                + "range_count")
        state = try BulkInsertion(db, "agent_state", "agent_id, state, changed_at, enrollment_id")
        assignment = try BulkInsertion(db, "assignment", "agent_id, valid_from, school_id, room, label")
        revocation = try BulkInsertion(db, "revocation", "agent_id, revoked_at")
        stream = try BulkInsertion(db, "stream", "agent_id, stream, ranges")
        boot = try BulkInsertion(
            db, "agent_boot", "agent_id, boot_id, stream, min_seq, max_seq, first_order, last_order")
        component = try BulkInsertion(db, "component", "agent_id, kind, hash")
        computer = try BulkInsertion(
            db, "computer",
            "agent_id, stream, seq, sealed_at, scanned_at, label, room, vendor, model, chassis, firmware_date, cpu, "
                + "cpu_count, memory_mib, os, kernel, architecture, agent_version, pedagogical, devices")
        deviceTable = try BulkInsertion(db, "device_table", "agent_id, stream, seq, sealed_at, digest")
    }

    func write(_ made: MadeComputer, school: String, code: Int64) throws {
        try writeAgent(made, code: code)
        try assignment([made.agent.text, made.enrolledAt.seconds, school, made.room, made.label])
        guard let last = made.boots.last else { return }
        try stream([made.agent.text, made.stream, "[[1,\(made.boots.count)]]"])
        for (position, boot) in made.boots.enumerated().suffix(BootLedger.keptBoots) {
            let order = position + 1
            try self.boot([made.agent.text, boot.id, made.stream, order, order, order, order])
        }
        let attached = made.devices.filter { $0.lastBoot == made.lastBoot }
        try writeComputer(made, last: last, devices: attached.count)
        for part in made.computer.components { try component([made.agent.text, part.kind.rawValue, part.hash]) }
        try deviceTable([
            made.agent.text, made.stream, made.boots.count, last.sealedAt.seconds,
            DeviceTable.digest(of: attached.compactMap(\.device.digest)),
        ])
    }

    private func writeAgent(_ made: MadeComputer, code: Int64) throws {
        let (word, revoked, waiting, usedCode): (AgentState, Int?, Int?, Int64?) =
            switch made.standing {
            case .enrolled: (.enrolled, nil, nil, code)
            case .waiting: (.waiting, nil, made.enrolledAt.seconds, nil)
            case .revoked(let time): (.revoked, time.seconds, nil, code)
            }
        try agent([
            made.agent.text, made.publicKey, word.rawValue, made.computer.agentVersion, usedCode,
            made.enrolledAt.seconds, revoked, waiting, made.boots.last?.receivedAt.seconds, made.boots.count,
            made.boots.isEmpty ? 0 : 1,
        ])
        let taken: AgentState = waiting == nil ? .enrolled : .waiting
        try state([made.agent.text, taken.rawValue, made.enrolledAt.seconds, usedCode])
        if let revoked {
            try state([made.agent.text, word.rawValue, revoked, nil])
            try revocation([made.agent.text, revoked])
        }
    }

    private func writeComputer(_ made: MadeComputer, last: MadeBoot, devices: Int) throws {
        let told = made.computer
        try computer([
            made.agent.text, made.stream, made.boots.count, last.sealedAt.seconds, last.scannedAt.seconds, told.label,
            told.room, told.vendor, told.model, told.chassis, told.firmwareDate, told.cpu, told.cpuCount,
            told.memoryMiB, told.os, told.kernel, told.architecture, told.agentVersion, told.pedagogical,
            devices,
        ])
    }
}
