/// Who is connected, counted.
struct ConnectionLedger {
    private let maximum: Int
    private let maximumPerAddress: Int
    private(set) var count = 0
    private var byAddress: [String: Int] = [:]

    init(maximum: Int, maximumPerAddress: Int) {
        self.maximum = maximum
        self.maximumPerAddress = maximumPerAddress
    }

    /// How many addresses are known: those connected and no other, so that it is bounded by `maximum`.
    var addressCount: Int { byAddress.count }

    /// Counts one more, or says that it is one too many. Call `leave` with the same address at its end.
    mutating func enter(_ address: String) -> Bool {
        guard count < maximum, byAddress[address, default: 0] < maximumPerAddress else { return false }
        count += 1
        byAddress[address, default: 0] += 1
        return true
    }

    mutating func leave(_ address: String) {
        guard let connected = byAddress[address] else { return }
        count -= 1
        byAddress[address] = connected > 1 ? connected - 1 : nil
    }
}
