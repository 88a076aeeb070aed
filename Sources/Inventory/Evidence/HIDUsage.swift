/// The little of a HID report descriptor that is looked at (Device Class Definition for HID 1.11, 6.2.2).
enum HIDUsage {
    /// The usage page of the first item, which is what the whole device is about; nil when another item comes first.
    /// - Parameter start: the descriptor's first three bytes, or more.
    static func firstPage(_ start: [UInt8]) -> UInt16? {
        switch (start.first, start.count) {
        // Global item, tag 0, with one byte or two of data.
        case (0x05, 2...): UInt16(start[1])
        case (0x06, 3...): UInt16(start[1]) | UInt16(start[2]) << 8
        default: nil
        }
    }
}
