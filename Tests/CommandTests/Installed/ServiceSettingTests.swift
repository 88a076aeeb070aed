import Aggregator
import Foundation
import ServiceManager
import Testing

@testable import parta

@Suite("The aggregator's settings")
struct ServiceSettingTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../packaging/parta.env")

    /// Its settings, those behind a # too.
    private static func shippedSettings() throws -> [EnvironmentText.Entry] {
        let lines = try String(contentsOf: shipped, encoding: .utf8).split(separator: "\n")
        return EnvironmentText(
            lines.map { $0.hasPrefix("#PARTA_") ? String($0.dropFirst()) : String($0) }.joined(separator: "\n")
        ).entries
    }

    @Test("parta.env lists every setting once, with the default that the code has")
    func shippedFile() throws {
        let entries = try Self.shippedSettings()
        #expect(Set(entries.map(\.name)) == Set(ServiceSetting.allCases.map(\.rawValue)))
        #expect(entries.count == ServiceSetting.allCases.count)
        for setting in ServiceSetting.allCases {
            #expect(entries.first { $0.name == setting.rawValue }?.value == setting.standard)
            #expect(setting.standard.isEmpty || setting.accepts(setting.standard))
        }
    }

    @Test("as it is shipped, it changes nothing, and listens to the network over TLS")
    func untouched() throws {
        let file = EnvironmentText(try String(contentsOf: Self.shipped, encoding: .utf8))
        #expect(file.entries.isEmpty)
        let serve = try ServeSettings(ServeOptions(), ServiceSettings(environment: [:], file: file), hasIPv6: true)
        #expect(serve.listen.description == "[::]:8443" && serve.ndt7Listen.description == "[::]:8444")
        #expect(try serve.tls.isOn(for: serve.listen))
        #expect(serve.lineBudget == 5_000 && serve.maxTests == 4 && serve.maxConnections == 4_096)
        #expect(serve.access == nil && serve.files == nil && serve.maxConnectionsPerAddress == nil)
        let old = try ServeSettings(ServeOptions(), ServiceSettings(environment: [:], file: file), hasIPv6: false)
        #expect(old.listen.description == "0.0.0.0:8443")
    }

    @Test("where nothing is installed, only this machine is listened to")
    func developer() throws {
        let serve = try ServeSettings(ServeOptions(), ServiceSettings(environment: [:], file: nil))
        #expect(serve.listen.description == "127.0.0.1:8080" && serve.ndt7Listen.description == "127.0.0.1:8081")
    }

    @Test("an option wins over the environment, that over the file; what cannot be used leaves the default")
    func order() throws {
        let file = EnvironmentText(
            """
            PARTA_LISTEN=10.0.0.1:9000
            PARTA_MAX_TESTS='7'
            PARTA_LINE_BUDGET=much
            PARTA_NDT7_LISTEN=nowhere
            PARTA_TLS_CERTIFICATE=/etc/ssl/region.pem
            """)
        let settings = ServiceSettings(environment: ["PARTA_MAX_TESTS": "8"], file: file)
        let serve = try ServeSettings(ServeOptions(listen: "127.0.0.1:1"), settings)
        #expect(serve.listen.description == "127.0.0.1:1" && serve.maxTests == 8 && serve.lineBudget == 5_000)
        #expect(serve.ndt7Listen.port == 8444)
        #expect(serve.files == nil, "a certificate without its key")
        #expect(try ServeSettings(ServeOptions(), settings).listen.description == "10.0.0.1:9000")
    }

    @Test(
        "a database of either engine is taken from the file, and nothing else",
        arguments: [
            ("sqlite:/srv/parta.sqlite", true), ("postgresql:///parta", true), ("postgres://db.example/parta", true),
            ("sqlite:", false), ("/srv/parta.sqlite", false), ("mysql://db.example/parta", false),
        ])
    func databases(_ url: String, _ isTaken: Bool) throws {
        let settings = ServiceSettings(environment: [:], file: EnvironmentText("PARTA_DATABASE=\(url)"))
        #expect(settings.usable(.database) == (isTaken ? url : nil))
        #expect(settings.complaints.isEmpty == isTaken)
    }

    @Test(
        "how long signed reports are kept is a number of days in bounds",
        arguments: [("7", 7), ("400", 400), ("6", 90), ("401", 90), ("a week", 90)])
    func envelopeDays(_ text: String, _ days: Int) throws {
        let settings = ServiceSettings(environment: [:], file: EnvironmentText("PARTA_ENVELOPE_DAYS=\(text)"))
        #expect(try ServeSettings(ServeOptions(), settings).envelopeDays == days)
        #expect(try ServeSettings(ServeOptions(envelopeDays: 30), settings).envelopeDays == 30)
    }

    @Test(
        "the doctor asks where the service listens",
        arguments: [
            ("", "https://127.0.0.1:8443"), ("PARTA_LISTEN=0.0.0.0:9443", "https://127.0.0.1:9443"),
            ("PARTA_LISTEN=10.1.2.3:443", "https://10.1.2.3:443"),
            ("PARTA_LISTEN=127.0.0.1:80", "http://127.0.0.1:80"),
            ("PARTA_LISTEN=127.0.0.1:80\nPARTA_TLS=on", "https://127.0.0.1:80"),
        ])
    func doctorAddress(_ file: String, _ url: String) {
        #expect(DoctorCommand.standardURL(of: ServiceSettings(environment: [:], file: EnvironmentText(file))) == url)
    }
}
