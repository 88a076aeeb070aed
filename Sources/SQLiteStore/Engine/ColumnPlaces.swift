/// Where each named column of an answer stands, found once for all its rows.
final class ColumnPlaces {
    private let names: [String]
    private lazy var places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

    init(_ names: [String]) {
        self.names = names
    }

    /// The place of the first column of that name, counted from 0; capital letters make no difference, as in SQL.
    func place(of name: String) -> Int? {
        places[name] ?? names.firstIndex { $0.lowercased() == name.lowercased() }
    }
}
