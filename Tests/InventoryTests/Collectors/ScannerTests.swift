import FoundationEssentials
import Reports
import Testing
import Udev

@testable import Inventory

@Suite struct ScannerTests {
    struct Throwing: Collector {
        struct Failure: Error, CustomStringConvertible {
            var description: String { "sysfs is unreadable" }
        }

        let name = "throwing"
        let emptiness = ""
        func collect(in context: ScanContext) throws -> [Device] { throw Failure() }
    }

    @Test func aFailingCollectorIsAnOutcome() throws {
        let system = try RecordedSystem()
        try system.usbController()
        try system.usb("1-1", ids: "46d/c31c", interfaces: [("030101", "usbhid")])
        let scan = Scanner(
            roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge(),
            readEDID: EDID.reader,
            clock: ContinuousClock(), collectors: [Throwing(), PowerCollector(), USBCollector()]
        ).scan()
        let outcomes = Dictionary(uniqueKeysWithValues: scan.collectors.map { ($0.name, $0) })
        #expect(scan.collectors.map(\.name) == ["computer", "udev", "throwing", "power", "usb"])
        #expect(outcomes["throwing"]?.status == .failed && outcomes["throwing"]?.reason == "sysfs is unreadable")
        #expect(outcomes["power"]?.status == .noData && outcomes["power"]?.reason?.isEmpty == false)
        #expect(outcomes["usb"]?.status == .ok && outcomes["usb"]?.reason == nil)
        #expect(scan.collectors.allSatisfy { $0.durationMs >= 0 })
        #expect(scan.devices.count == 1)
    }

    @Test func withoutTheKernelsListEveryCollectorSaysWhy() throws {
        let system = try RecordedSystem()
        let context = ScanContext(
            roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge(),
            readEDID: EDID.reader,
            enumeration: .failure(EnumerationFailed(reason: "no memory")))
        for collector in Scanner.allCollectors {
            let (devices, outcome) = CollectorExecution(clock: ContinuousClock()).run(collector, in: context)
            #expect(devices.isEmpty && outcome.status == .failed)
            #expect(outcome.reason == "the kernel's devices could not be listed: no memory")
        }
    }

    @Test func theComputerDescribesItself() throws {
        let system = try RecordedSystem()
        for (name, text) in [
            ("sys_vendor", "LENOVO"), ("product_name", "To Be Filled By O.E.M."), ("board_name", "3138"),
            ("chassis_type", "3"),
            ("bios_date", "04/01/2019"),
        ] { try system.file("sys/class/dmi/id/\(name)", text + "\n") }
        try system.file("sys/devices/system/cpu/online", "0-3,6\n")
        try system.file("proc/cpuinfo", "processor\t: 0\nmodel name\t: Intel(R) Core(TM)  i3-8100 CPU\n")
        try system.file("proc/meminfo", "MemTotal:        8000000 kB\nMemFree: 1 kB\n")
        try system.file("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n")
        try system.file("proc/sys/kernel/random/boot_id", "b9a8c7d6-0000-4000-8000-000000000001\n")
        try system.file("etc/os-release", "NAME=\"Debian\"\nID=debian\nVERSION_ID=\"12\"\n")
        let computer = Scanner(
            roots: system.roots, settings: RecordedSystem.settings, knowledge: try system.knowledge()
        ).scan().computer
        #expect(computer.vendor == "LENOVO" && computer.model == "3138" && computer.chassis == "desktop")
        #expect(computer.cpu == "Intel(R) Core(TM) i3-8100 CPU" && computer.cpuCount == 5 && computer.memoryMiB == 7812)
        #expect(
            computer.os == "debian 12" && computer.kernel == "6.1.0-18-amd64" && computer.firmwareDate == "04/01/2019")
        #expect(computer.bootID == "b9a8c7d6-0000-4000-8000-000000000001" && computer.components.isEmpty)
    }

    /// The machine the tests run on: no recorded tree, libudev itself.
    @Test func thisMachineIsSeen() throws {
        let system = try RecordedSystem()
        let (scan, _) = Scanner(settings: RecordedSystem.settings, knowledge: try system.knowledge()).look()
        let tree = try DeviceTree(sysfs: FileTree(root: "/sys"))
        let adapters = tree.devices(in: "net").filter { !$0.isVirtual }
        let disks = tree.devices(in: "block").filter { !$0.isVirtual && $0.devtype == "disk" }
        #expect(scan.devices.filter { $0.network != nil }.count == adapters.count)
        #expect(scan.devices.filter { $0.storage != nil }.count >= min(disks.count, 1))
        #expect(scan.collectors.allSatisfy { $0.status != .failed })
        #expect(scan.computer.kernel != nil && scan.computer.cpuCount ?? 0 > 0)
        #expect(Set(scan.devices.map(\.id)).count == scan.devices.count)
    }
}
