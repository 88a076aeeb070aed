extension SlotMonth {
    /// Takes out what was told of a school's slots.
    /// - Returns: how many words went.
    public mutating func forget(school: String) -> Int {
        let before = words.count
        words.removeAll { $0.school == school }
        return before - words.count
    }
}
