import Foundation
import Outbox
import Reports

/// Values the tests record.
enum Sample {
    static let bootID = "b0070000-0000-4000-8000-000000000001"
    static let day = "2026-09-01"

    /// A moment `seconds` after boot; the wall clock is right.
    static func time(_ seconds: Double, bootID: String = Sample.bootID) -> ObservedTime {
        ObservedTime(
            bootID: bootID, monotonic: seconds,
            wallClock: Date(timeIntervalSince1970: 1_788_249_600 + seconds.rounded()))
    }

    static func scan(_ devices: [String], durationMs: Double = 1, kernel: String = "6.1") -> Scan {
        Scan(
            computer: Computer(kernel: kernel, agentVersion: "0.1"),
            devices: devices.map { Device(id: $0, category: .tablet, confidence: .certain, rule: "test", bus: .usb) },
            collectors: [CollectorOutcome(name: "usb", status: .ok, durationMs: durationMs)])
    }

    static func lineTest(_ id: String) -> LineTest {
        LineTest(id: id, startedAt: time(10), downloadMbps: 17.5, server: "ws://127.0.0.1:1")
    }
}

extension Sample {
    /// Text that does not compress, of four characters for every three bytes.
    static func noise(bytes: Int) throws -> String {
        let source = try FileHandle(forReadingFrom: URL(filePath: "/dev/urandom"))
        return try (source.read(upToCount: bytes) ?? Data()).base64EncodedString()
    }
}

extension Outbox {
    /// Everything pending, opened with the key.
    func reports(_ key: SigningKey) throws -> [Report] {
        try pending(limitBytes: .max).map {
            try Envelope(text: $0.text).open(Report.self, kind: .report, with: key.publicKey)
        }
    }
}
