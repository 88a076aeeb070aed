import Glibc

/// What glibc's allocator counts. Its header is in no module map, so the function is looked up by name.
enum Allocator {
    private typealias MallocInfo = @convention(c) (CInt, UnsafeMutablePointer<FILE>?) -> CInt

    /// Bytes that this process has allocated and not given back: what came from the system, less what lies free.
    static func bytesInUse() -> Int {
        // The signature is malloc_info(3)'s.
        let report = unsafeBitCast(dlsym(nil, "malloc_info"), to: MallocInfo.self)
        var text: UnsafeMutablePointer<CChar>?
        var size = 0
        let stream = open_memstream(&text, &size)
        _ = report(0, stream)
        fclose(stream)
        defer { free(text) }
        let lines = String(cString: text!).split(separator: "\n")
        // Totals over all arenas come last.
        func total(_ marker: String) -> Int {
            guard let line = lines.last(where: { $0.hasPrefix(marker) }),
                let value = line.split(separator: "\"").last(where: {
                    Int($0) != nil
                })
            else { return 0 }
            return Int(value) ?? 0
        }
        return total("<system type=\"current\"") + total("<total type=\"mmap\"")
            - total("<total type=\"fast\"") - total("<total type=\"rest\"")
    }
}
