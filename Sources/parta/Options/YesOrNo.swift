internal import ArgumentParser

/// A condition that holds, or does not.
enum YesOrNo: String, ExpressibleByArgument, CaseIterable, Sendable {
    case yes, no
}
