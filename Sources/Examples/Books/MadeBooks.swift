public import Store

/// What stands on a made-up school's books: assets with their funders and states, and what was counted there.
///
/// As in offices, not every school's books are kept in Parta, some things stand elsewhere than they say, and what a programme
/// brought is on them whether a computer ever saw it or not.
public struct MadeBooks: Sendable, Equatable {
    public var assets: [Asset] = []
    public var stocktakes: [Stocktake] = []

    public init() {}
}

extension MadeCountry {
    /// The books of one school: to be brought in after the school.
    /// - Parameters:
    ///   - index: from 0 up to, not including, `count`.
    ///   - school: what `school(at:)` makes of it.
    public func books(at index: Int, of school: MadeSchool) -> MadeBooks {
        BookMaker(country: self, plan: plans[index], school: school).books()
    }
}
