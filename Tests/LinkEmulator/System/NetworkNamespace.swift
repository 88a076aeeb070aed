internal import CLinkEmulator
internal import Glibc

/// A network namespace as `ip netns add` names it.
struct NetworkNamespace {
    let name: String

    /// Runs `body` with this thread inside the namespace, and comes back. Where it throws the thread stays:
    /// the program ends then.
    /// - Throws: `SystemFailure`, or what `body` throws.
    func enter<Value: ~Copyable>(_ body: () throws -> Value) throws -> Value {
        let home = try Self.open("/proc/thread-self/ns/net")
        defer { close(home) }
        let target = try Self.open("/run/netns/\(name)")
        defer { close(target) }
        try Self.set(target, "enter the namespace \(name)")
        let value = try body()
        try Self.set(home, "leave the namespace \(name)")
        return value
    }

    private static func open(_ path: String) throws -> CInt {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
        return descriptor
    }

    private static func set(_ descriptor: CInt, _ what: String) throws {
        guard link_enter_network_namespace(descriptor) == 0 else { throw SystemFailure(what) }
    }
}
