import FoundationEssentials
import Reports

enum Sample {
    static let time = ObservedTime(
        bootID: "6f1b4c1e-9a4e-4c1b-8d0e-3b7f2f1f7a11", monotonic: 4211.5,
        wallClock: Date(timeIntervalSince1970: 1_795_000_000))

    static func report(agent: AgentID, seq: Int = 1) -> Report {
        let hub = Device(
            id: "00112233445566778899aabbccddeeff", category: .roboticsKit, confidence: .certain,
            rule: "robotics:lego-spike-prime", bus: .usb, vendorID: "0694", productID: "0010", vendor: "LEGO",
            product: "SPIKE Prime", serial: nil, port: "1-2", driver: "cdc_acm")
        let adapter = Device(
            id: "ffeeddccbbaa99887766554433221100", category: .networkAdapter, confidence: .certain,
            rule: "net:ethernet",
            bus: .network, network: NetworkDetails(mac: "3c:52:82:00:00:01", wireless: false, linkMbps: 1000))
        let scan = Scan(
            computer: Computer(agentVersion: "0.1.0", components: [MachineComponent(kind: .mac, hash: "ab")]),
            devices: [hub, adapter],
            collectors: [CollectorOutcome(name: "usb", status: .ok, durationMs: 3.5)])
        let test = LineTest(
            id: "T1", startedAt: time, downloadMbps: 19.2, uploadMbps: 4.8, bytesReceived: 24_000_000,
            bytesSent: 6_000_000, server: "ws://127.0.0.1:9")
        return Report(
            agent: agent, stream: "000102030405060708090a0b0c0d0e0f", seq: seq, sealedAt: time, scan: scan,
            scannedAt: time,
            deviceDays: [
                DeviceDay(device: hub.id, day: "2026-11-18", first: time, last: time, minutes: 45, timesPlugged: 1)
            ], lineTests: [test])
    }
}
