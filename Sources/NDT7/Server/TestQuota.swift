/// How many tests one client, or one address of unknown clients, may run.
public struct TestQuota: Sendable, Equatable {
    /// Tests of one direction at a time: a download's end and an upload's beginning may overlap.
    public var concurrentEachWay: Int
    /// Either direction counts one. Unused ones add up to this many and no further.
    public var testsPerHour: Int

    public init(concurrentEachWay: Int, testsPerHour: Int) {
        self.concurrentEachWay = concurrentEachWay
        self.testsPerHour = testsPerHour
    }

    /// For a client with a name. Source: M-Lab's Locate allows an address and agent 40 an hour.
    public static let knownClient = TestQuota(concurrentEachWay: 1, testsPerHour: 40)
    /// For an address in front of any number of schools, at an open server.
    public static let address = TestQuota(concurrentEachWay: 10, testsPerHour: 1200)
}
