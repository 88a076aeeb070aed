public import Presentation
public import Store

extension ReadingColumns {
    public static let places: [Column<PlaceRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(.area, key: "area") { .text($0.area.text) },
        Column(.type, key: "type") { .text($0.type.rawValue) },
        Column(.rural, key: "rural", aggregate: .yes) { .flag($0.rural) },
        Column(.latitude, key: "latitude") { .exact($0.latitude) },
        Column(.longitude, key: "longitude") { .exact($0.longitude) },
        Column(.madeUp, key: "made_up", aggregate: .yes) { .flag($0.madeUp) },
    ]
}
