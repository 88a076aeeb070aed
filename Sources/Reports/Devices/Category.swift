/// What a device is, in the words a planner buys and counts by.
///
/// The raw values are the wire and command-line names; `unknown` is a valid answer, never a failure.
public enum Category: String, Codable, Sendable, CaseIterable {
    case tablet
    case phoneOrTablet = "phone_or_tablet"
    case drawingTablet = "drawing_tablet"
    case interactivePanel = "interactive_panel"
    case display
    case projector
    case printer
    case printer3D = "printer_3d"
    case scanner
    case camera
    case documentCamera = "document_camera"
    case microscope
    case headset
    case speaker
    case roboticsKit = "robotics_kit"
    case microcontrollerBoard = "microcontroller_board"
    case labSensor = "lab_sensor"
    case measuringInstrument = "measuring_instrument"
    case networkAdapter = "network_adapter"
    case wifiAdapter = "wifi_adapter"
    case modem
    case router
    case storage
    case keyboard
    case mouse
    case gameController = "game_controller"
    case touch
    case fingerprintReader = "fingerprint_reader"
    case smartcardReader = "smartcard_reader"
    case ups
    case serialAdapter = "serial_adapter"
    case hub
    case other
    case unknown

    /// A word of a newer program reads as `unknown`: its report is not lost for it.
    public init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        self = Category(rawValue: word) ?? .unknown
    }

    /// Whether devices of this kind usually belong to a person, so that their serial leaves the computer only as a
    /// region-keyed hash.
    public var isPersonal: Bool {
        switch self {
        case .tablet, .phoneOrTablet, .storage, .headset, .camera, .unknown: true
        default: false
        }
    }
}
