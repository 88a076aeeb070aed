import Foundation
import Testing

/// Two network namespaces with names of their own, gone with this. Needs root.
final class NamespacePair: Sendable {
    static let addresses = (near: "10.77.0.2", far: "10.77.0.1")

    let near: String
    let far: String

    init() throws {
        let name = "parta-test-\(getpid())-\(UInt32.random(in: 0...(.max)))"
        (near, far) = (name + "-near", name + "-far")
        for namespace in [near, far] {
            try Self.run("ip", "netns", "add", namespace)
            try Self.run("ip", "-n", namespace, "link", "set", "lo", "up")
        }
    }

    deinit {
        for namespace in [near, far] {
            // One that was never made is no news.
            do { try Self.run("ip", "netns", "delete", namespace) } catch { print("left behind: \(error)") }
        }
    }

    /// Joins both by a veth pair with a token bucket filter at each end: rates as `tc` writes them.
    func join(down: String, up: String) throws {
        try Self.run("ip", "link", "add", "line0", "netns", near, "type", "veth", "peer", "name", "line0", "netns", far)
        let ends = [(near, Self.addresses.near, up), (far, Self.addresses.far, down)]
        for (namespace, address, rate) in ends {
            try Self.run("ip", "-n", namespace, "address", "add", "\(address)/30", "dev", "line0")
            try Self.run("ip", "-n", namespace, "link", "set", "line0", "up")
            try Self.run(
                "tc", "-n", namespace, "qdisc", "add", "dev", "line0", "root", "tbf", "rate", rate, "burst", "32k",
                "latency", "50ms")
        }
    }

    /// Joins both by the project's own line; settings as its README lists them.
    func emulate(down: String, up: String) async throws -> Child {
        let program = Program.folder.appending(path: "LinkEmulator").path(percentEncoded: false)
        let line = try Child([
            program, "--near", "\(near)=\(Self.addresses.near)/30", "--far", "\(far)=\(Self.addresses.far)/30",
            "--down", down, "--up", up,
        ])
        _ = try await line.says("ready")
        return line
    }

    /// The words before a program that run it in a namespace.
    static func inside(_ namespace: String) -> [String] { ["ip", "netns", "exec", namespace] }

    @discardableResult
    static func run(_ command: String...) throws -> String {
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command.joined(separator: " ")): \(text)")
        return text
    }
}
