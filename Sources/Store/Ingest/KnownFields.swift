public import Reports

/// The fields of a report that this release reads: what a newer agent's holds beyond them is kept out, counted and named.
///
/// The test over the full report of the corpus holds this list, docs/privacy.md and the coding keys together.
public enum KnownFields {
    public static let report = JSONShape.object(
        fields(
            "version", "agent", "stream", "seq", "boot_id", "monotonic", "wall_clock", "slots_dropped",
            "devices_digest", "devices_seq",
            and: [
                "scan": scan, "scanned_at": time, "device_days": deviceDay, "line_tests": lineTest, "slots": slot,
                "line_test_days": lineTestDay,
            ]))

    private static let time = JSONShape.object(fields("boot_id", "monotonic", "wall_clock"))

    private static let scan = JSONShape.object([
        "computer": .object(
            fields(
                "label", "room", "vendor", "model", "chassis", "firmware_date", "cpu", "cpu_count", "memory_mib", "os",
                "kernel", "architecture", "boot_id", "agent_version", "pedagogical",
                and: ["components": .object(fields("hash", and: ["kind": words(MachineComponent.Kind.self)]))])),
        "devices": .object(
            fields(
                "id", "rule", "vendor_id", "product_id", "vendor", "product", "serial", "port", "driver",
                "pedagogical", "external", "digest",
                and: [
                    "category": words(Category.self), "confidence": words(Confidence.self), "bus": words(Bus.self),
                    "network": .object(fields("mac", "wireless", "link_mbps", "duplex", "state")),
                    "display": .object(
                        fields(
                            "connector", "width_cm", "height_cm", "diagonal_inches", "width_pixels", "height_pixels",
                            "year")),
                    "storage": .object(fields("size_bytes", "rotational", "removable")),
                    "power": .object(fields("kind", "online", "capacity_percent", "health_percent")),
                ])),
        "collectors": .object(
            fields("name", "reason", "duration_ms", and: ["status": .words(["ok", "no_data", "failed"])])),
    ])

    private static let deviceDay = JSONShape.object(
        fields(
            "device", "day", "minutes", "times_plugged", "time_estimated", and: ["first": time, "last": time]))

    private static let rate = JSONShape.object(
        fields(
            "mean_mbps", "steady_mbps", "low_mbps", "high_mbps", "seconds", "bytes", "stopped_early", "ramp_limited",
            "congestion_control", "loss", "min_rtt_ms", "ending", "retry_after_seconds",
            and: ["early": .object(fields("mbps", "low_mbps", "high_mbps", "seconds", "bytes"))]))

    private static let lineTest = JSONShape.object(
        fields(
            "id", "download_mbps", "upload_mbps", "idle_latency_ms", "loaded_latency_ms", "jitter_ms", "loss",
            "bytes_received", "bytes_sent", "stopped_early", "method", "server", "problem", "marks",
            and: [
                "started_at": time, "verdict": words(LineVerdict.self), "download": rate, "upload": rate,
                "gateway": .object(fields("answered", "idle_ms", "loaded_ms", "jitter_ms", "loss")),
                "link": .object(
                    fields(
                        "speed_mbps", "wifi_signal_dbm", "wifi_rate_mbps", "metered",
                        and: ["medium": words(LineLink.Medium.self)])),
                "names": .object(fields("name_ms", "name_problem", "captive")),
                "platforms": .object(
                    fields("platform", "host", "name_ms", "connect_ms", "tls_ms", "first_byte_ms", "problem")),
                "circumstances": .object(
                    fields(
                        "slot", "lease", "line", "in_lessons", "own_traffic_mbps", "gateway", "server_tests",
                        "server_test_limit", and: ["target": words(LineCircumstances.Target.self)])),
            ]))

    private static let slot = JSONShape.object(
        fields(
            "id", "planned_at", "in_lessons", "ran", "reason", "test", "own_traffic_mbps", "holder", "gateway",
            "server_tests", and: ["decided_at": time, "medium": words(LineLink.Medium.self)]))

    private static let lineTestDay: JSONShape = {
        let figures = JSONShape.object(fields("low", "median", "high"))
        return .object(
            fields(
                "day", "tests", "tests_in_lessons", "verdicts", "bytes",
                and: ["first": time, "last": time, "download": figures, "upload": figures, "idle_latency": figures]))
    }()

    private static func fields(_ plain: String..., and others: [String: JSONShape] = [:]) -> [String: JSONShape] {
        others.merging(plain.map { ($0, .anything) }) { $1 }
    }

    private static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> JSONShape
    where Word.RawValue == String {
        .words(Set(type.allCases.map(\.rawValue)))
    }
}
