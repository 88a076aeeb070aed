/// What somebody may have meant.
public enum NearestName {
    /// The known name with the fewest letters to change, add or take away (Levenshtein's distance); nil where none is nearer
    /// than a third of its letters.
    public static func of(_ name: String, in known: [String]) -> String? {
        let letters = Array(name.utf8.prefix(100))
        let nearest = known.map { (name: $0, distance: distance(letters, Array($0.utf8))) }.min {
            $0.distance < $1.distance
        }
        guard let nearest, nearest.distance * 3 <= nearest.name.utf8.count else { return nil }
        return nearest.name
    }

    /// One row of the table at a time.
    private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var row = Array(0...second.count)
        for (index, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in second.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[second.count]
    }
}
