/// A word on the command line that means nothing here.
struct OptionFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
