public import FoundationEssentials
public import Reports
public import Store

/// A believable country that nobody lives in: the same schools, computers and tests for the same parameters, anywhere.
///
/// The whole is laid out at once, a few hundred bytes a school; what a school holds is made when it is asked for, from draws
/// of its own, so memory stays flat and any school can be made alone. docs/made-country.md says what is believable about it.
public struct MadeCountry: Sendable {
    public let parameters: Parameters
    let plans: [SchoolPlan]
    let days: SchoolDays

    public init(_ parameters: Parameters) {
        self.parameters = parameters
        plans = CountryPlan(parameters).schools
        days = SchoolDays(before: parameters.asOf, count: parameters.days)
    }

    public var count: Int { plans.count }
    /// Of all schools, with an agent or waiting for one.
    public var computerCount: Int { plans.reduce(0) { $0 + $1.computers } }

    /// One school with all that it holds; nobody has its computers' private keys.
    /// - Parameter index: from 0 up to, not including, `count`.
    public func school(at index: Int) -> MadeSchool { school(at: index) { $0 } }

    /// The same with computers' public keys made out of 32 bytes that are each one's own: a test makes real pairs of them.
    public func school(at index: Int, publicKey: (Data) throws -> Data) rethrows -> MadeSchool {
        try SchoolMaker(country: self, plan: plans[index]).school(publicKey: publicKey)
    }

    /// What a made-up country is made from.
    public struct Parameters: Sendable, Hashable {
        /// At least 1.
        public var schools: Int
        /// On average; a small school has fewer.
        public var computersPerSchool: Double
        /// On average.
        public var devicesPerComputer: Double
        public var seed: UInt64
        /// The day before it is the last of which there is anything.
        public var asOf: CivilDate
        /// How many days back line tests and computers' reports go, at most 3,660.
        public var days: Int
        /// How many of those have days of devices.
        public var deviceDays: Int

        public init(
            schools: Int = 8_000, computersPerSchool: Double = 40, devicesPerComputer: Double = 16, seed: UInt64 = 1,
            asOf: CivilDate, days: Int = 365, deviceDays: Int = 365
        ) {
            self.schools = schools
            self.computersPerSchool = computersPerSchool
            self.devicesPerComputer = devicesPerComputer
            self.seed = seed
            self.asOf = asOf
            self.days = days
            self.deviceDays = deviceDays
        }
    }
}
