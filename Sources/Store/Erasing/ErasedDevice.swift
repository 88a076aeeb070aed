/// A device that somebody asks to have erased, as they can name it.
public enum ErasedDevice: Sendable, Equatable {
    /// The serial number that is printed on it.
    case serial(String)
    /// `DeviceRow.id`.
    case id(String)
}
