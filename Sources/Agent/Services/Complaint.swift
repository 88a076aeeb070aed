/// Tells a trouble that lasts once, and that it is over once: a full disk is not said every minute.
struct Complaint {
    private var told: String?

    /// - Returns: whether this is worth a line: not what was said last.
    mutating func isNew(_ sentence: String) -> Bool {
        defer { told = sentence }
        return told != sentence
    }

    /// Notes that all is well.
    /// - Returns: whether there was a trouble, which is worth a line too.
    mutating func isOver() -> Bool {
        defer { told = nil }
        return told != nil
    }
}
