internal import Reports

/// A PC that schools have.
struct ComputerModel: Sendable {
    var vendor: String
    var model: String
    var chassis: String
    var cpu: String
    var cpuCount: Int
    var memoryMiB: Int
    var firmwareDate: String
    var os: String
    var kernel: String

    /// By how often; the last two are too weak for digital textbooks.
    static let all: [(ComputerModel, weight: Double)] = [
        (
            ComputerModel(
                vendor: "LENOVO", model: "ThinkCentre M70s", chassis: "desktop", cpu: "Intel Core i3-10100",
                cpuCount: 8,
                memoryMiB: 7_820, firmwareDate: "2021-05-12", os: "debian 12", kernel: "6.1.0-26-amd64"), 30
        ),
        (
            ComputerModel(
                vendor: "HP", model: "ProDesk 400 G6", chassis: "desktop", cpu: "Intel Core i5-9500", cpuCount: 6,
                memoryMiB: 7_838, firmwareDate: "2020-03-02", os: "debian 12", kernel: "6.1.0-26-amd64"), 22
        ),
        (
            ComputerModel(
                vendor: "Acer", model: "Aspire 3", chassis: "laptop", cpu: "AMD Ryzen 3 3250U", cpuCount: 4,
                memoryMiB: 3_812, firmwareDate: "2021-09-20", os: "debian 12", kernel: "6.1.0-25-amd64"), 18
        ),
        (
            ComputerModel(
                vendor: "Dell Inc.", model: "OptiPlex 3050", chassis: "desktop", cpu: "Intel Core i3-7100", cpuCount: 4,
                memoryMiB: 3_830, firmwareDate: "2018-01-15", os: "debian 12", kernel: "6.1.0-26-amd64"), 15
        ),
        (
            ComputerModel(
                vendor: "Gigabyte", model: "H61M-S1", chassis: "desktop", cpu: "Intel Pentium G2020", cpuCount: 2,
                memoryMiB: 1_930, firmwareDate: "2013-06-07", os: "debian 12", kernel: "6.1.0-22-amd64"), 10
        ),
        (
            ComputerModel(
                vendor: "ASUSTeK", model: "P5G41T-M", chassis: "desktop", cpu: "Intel Celeron E3400", cpuCount: 2,
                memoryMiB: 982, firmwareDate: "2010-04-19", os: "debian 11", kernel: "5.10.0-30-amd64"), 5
        ),
    ]

    func computer(room: String, label: String, version: String, pedagogical: Bool, _ draws: inout Draws) -> Computer {
        Computer(
            label: label, room: room, vendor: vendor, model: model, chassis: chassis, firmwareDate: firmwareDate,
            cpu: cpu,
            cpuCount: cpuCount, memoryMiB: memoryMiB, os: os, kernel: kernel, architecture: "x86_64",
            agentVersion: version, pedagogical: pedagogical,
            components: [MachineComponent.Kind.dmiUUID, .mac, .disk].map {
                MachineComponent(kind: $0, hash: draws.hex32())
            })
    }
}
