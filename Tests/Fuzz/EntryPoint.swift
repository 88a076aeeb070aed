import Glibc

/// What libFuzzer calls with each input; `PARTA_FUZZ_TARGET` says which parser takes it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    chosenTarget.take(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

private let chosenTarget: FuzzTarget = {
    let name = getenv("PARTA_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        fatalError("PARTA_FUZZ_TARGET wants one of: \(names)")
    }
    return target
}()
