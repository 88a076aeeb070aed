import Foundation
import Presentation
import Reports
import Store
import Testing

@testable import parta

@Suite("What the doctor makes of what it sees")
struct DoctorCheckTests {
    private let now = Date(timeIntervalSince1970: 1_756_706_400)

    @Test(
        "the clock is held against the build and the newest report",
        arguments: [(0.0, 0.0, "ok"), (-1, 0, "ok"), (1, 0, "fail"), (0, 59, "ok"), (0, 61, "fail"), (-5, -900, "ok")])
    func clock(built: Double, newest: Double, verdict: String) {
        let line = DoctorChecks.clock(
            now: now, built: now.addingTimeInterval(built), newestReport: now.addingTimeInterval(newest))
        #expect(line.verdict.rawValue == verdict)
        #expect(DoctorChecks.clock(now: now, built: nil, newestReport: nil).verdict == .ok)
    }

    @Test(
        "certificates are warned of before they end: the region's own when its renewal is overdue",
        arguments: [
            (Double?.none, false, "ok"), (nil, true, "ok"), (130, false, "ok"), (99, false, "warn"), (99, true, "ok"),
            (13, true, "warn"), (-1, true, "warn"), (-1, false, "warn"),
        ])
    func certificate(days: Double?, isGiven: Bool, verdict: String) {
        let ends = days.map { now.addingTimeInterval($0 * 86_400) }
        #expect(DoctorChecks.certificate(ends: ends, isGiven: isGiven, now: now).verdict.rawValue == verdict)
    }

    @Test(
        "files and connections are warned of before they run out",
        arguments: [(Int?.none, Int?.none, "ok"), (10, 1_024, "ok"), (819, 1_024, "ok"), (820, 1_024, "warn")])
    func connections(open: Int?, limit: Int?, verdict: String) {
        #expect(DoctorChecks.connections(open: open, limit: limit).verdict.rawValue == verdict)
    }

    @Test(
        "agents that began a stream anew of late are warned of",
        arguments: [(Double?.none, "ok"), (-1, "warn"), (-13, "warn"), (-15, "ok")])
    func endedStreams(days: Double?, verdict: String) throws {
        let key = SigningKey().publicKey
        let row = AgentRow(
            agent: key.agentID, school: "S", schoolName: "S", state: .enrolled, enrolledAt: now, lastSeen: now,
            reports: 1, setAside: 0, endedStreams: days == nil ? 0 : 1,
            streamEndedAt: days.map { now.addingTimeInterval($0 * 86_400) })
        let line = DoctorChecks.agents([row], now: now).first { $0.check == "ended streams" }
        #expect(line?.verdict.rawValue == verdict)
    }

    @Test(
        "the exit code is the gravest failure's",
        arguments: [
            ([DoctorLine](), 0), ([.warn("disk", "", "")], 0), ([.fail("listener", "", "")], 69),
            ([.fail("listener", "", ""), .fail("clock", "", "")], 65), ([.fail("disk", "", ""), .ok("clock", "")], 65),
        ])
    func exits(lines: [DoctorLine], code: Int) {
        #expect(Int(DoctorLine.exit(for: lines).rawValue) == code)
    }
}
