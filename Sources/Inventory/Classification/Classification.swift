public import Reports

/// What a device is, how sure that is, and which rule said so.
public struct Classification: Sendable, Equatable {
    public var category: Category
    public var confidence: Confidence
    /// An hwdb rule's name, a built-in one such as `class:07` or `child:tty`, or `none`.
    public var rule: String
    public var vendor: String?
    public var product: String?

    public init(
        category: Category, confidence: Confidence, rule: String, vendor: String? = nil, product: String? = nil
    ) {
        self.category = category
        self.confidence = confidence
        self.rule = rule
        self.vendor = vendor
        self.product = product
    }
}
