import Testing

@testable import Udev

@Suite struct UdevEnumeratorTests {
    static let matches = [UdevMatch("net"), UdevMatch("block"), UdevMatch("pci"), UdevMatch("tty", sysname: "ttyS*")]

    @Test func listsTheRunningSystem() throws {
        let devices = try UdevEnumerator().devices([UdevMatch("net")])
        let loopback = try #require(devices.first { $0.sysname == "lo" })
        #expect(loopback.syspath == "/sys/devices/virtual/net/lo")
        #expect(loopback.isVirtual)
        #expect(loopback.properties["INTERFACE"] == "lo")
        #expect(loopback.attribute("address") == "00:00:00:00:00:00")
        #expect(loopback.attribute("no_such_attribute") == nil)
        #expect(loopback.ancestors == ["/sys/devices/virtual/net", "/sys/devices/virtual"])
        #expect(devices.allSatisfy { $0.subsystem == "net" })
    }

    /// Two ways to the same devices: what a recorded tree is read with must agree with libudev.
    @Test func theWalkAgreesWithLibudev() throws {
        let fromLibudev = try UdevEnumerator(sysfs: FileTree(root: "/sys"), hasDatabase: true).devices(Self.matches)
        let fromUevents = try UdevEnumerator(sysfs: FileTree(root: "/sys"), hasDatabase: false).devices(Self.matches)
        let fromWalk = SysfsWalk(sysfs: FileTree(root: "/sys")).devices(Self.matches)
        #expect(fromWalk.map(\.syspath) == fromLibudev.map(\.syspath))
        #expect(fromWalk == fromUevents)
        for (walked, listed) in zip(fromWalk, fromLibudev) {
            #expect(walked.subsystem == listed.subsystem)
            #expect(walked.devtype == listed.devtype)
            #expect(walked.devnode == listed.devnode)
            #expect(walked.driver == listed.driver)
            // udevd, where it runs, adds to the kernel's properties.
            let differing = walked.properties.filter { listed.properties[$0.key] != $0.value }
            #expect(differing.isEmpty, "\(walked.syspath)")
        }
    }

    @Test func namesNarrowTheMatch() throws {
        let all = try UdevEnumerator().devices([UdevMatch("net")])
        let loopback = try UdevEnumerator().devices([UdevMatch("net", sysname: "l?")])
        #expect(loopback.map(\.sysname) == ["lo"])
        #expect(all.count >= loopback.count)
        let both = try UdevEnumerator().devices([UdevMatch("block"), UdevMatch("net", sysname: "l?")])
        #expect(both.filter { $0.subsystem == "net" }.map(\.sysname) == ["lo"])
    }

    @Test func readsARecordedTree() throws {
        let directory = try TemporaryTree()
        try directory.write(
            "DEVTYPE=usb_device\nPRODUCT=694/10/0\nDEVNAME=bus/usb/001/002\n", to: "devices/pci0/usb1/1-2/uevent")
        try directory.write([0x4c, 0x45, 0xff, 0x47, 0x4f, 0x0a], to: "devices/pci0/usb1/1-2/manufacturer")
        try directory.write("", to: "devices/pci0/usb1/1-2/power/control")
        try directory.link("bus/usb/devices/1-2", to: "../../../devices/pci0/usb1/1-2")
        try directory.link("bus/usb/devices/gone", to: "../../../devices/pci0/usb1/1-9")
        let devices = try UdevEnumerator(sysfs: FileTree(root: directory.path)).devices([UdevMatch("usb")])
        let device = try #require(devices.first)
        #expect(devices.count == 1)
        #expect(device.syspath == "/sys/devices/pci0/usb1/1-2")
        #expect(device.devtype == "usb_device")
        #expect(device.devnode == "/dev/bus/usb/001/002")
        #expect(device.attribute("manufacturer") == "LE\\xffGO")
    }

    @Test func aSubsystemThatIsNotThereIsEmpty() throws {
        #expect(try UdevEnumerator().devices([UdevMatch("no_such_subsystem")]).isEmpty)
        #expect(try UdevEnumerator().devices([]).isEmpty)
    }
}
