internal import Store

/// A region of Kazakhstan by its real name, and how many made-up schools stand where in it.
struct MadeRegion: Sendable {
    var names: Names
    /// Degrees; all of it lies on land within the region. Chosen against Natural Earth's outlines (public domain).
    var south: Double
    var north: Double
    var west: Double
    var east: Double
    /// Its share of all schools, as a count in about 7,300; Aktobe's 404 is what is published, the others are guesses.
    var schools: Double
    var isCity: Bool
    var districts: Int

    private init(
        _ kk: String, _ ru: String, _ en: String, _ latitudes: ClosedRange<Double>, _ longitudes: ClosedRange<Double>,
        schools: Double, districts: Int, isCity: Bool = false
    ) {
        names = Names(kk: kk, ru: ru, en: en)
        (south, north) = (latitudes.lowerBound, latitudes.upperBound)
        (west, east) = (longitudes.lowerBound, longitudes.upperBound)
        self.schools = schools
        self.districts = districts
        self.isCity = isCity
    }

    /// What paths and `--area` name it by.
    var name: String { names.en ?? "" }

    static let all: [MadeRegion] = [
        MadeRegion("Абай облысы", "Область Абай", "Abai", 48.5...50.4, 78.0...81.0, schools: 300, districts: 10),
        MadeRegion(
            "Ақмола облысы", "Акмолинская область", "Akmola", 50.6...52.5, 67.6...73.0, schools: 560, districts: 17),
        MadeRegion(
            "Ақтөбе облысы", "Актюбинская область", "Aktobe", 48.2...50.3, 55.5...61.0, schools: 404, districts: 12),
        MadeRegion(
            "Алматы облысы", "Алматинская область", "Almaty Region", 44.1...45.2, 75.5...79.0, schools: 480,
            districts: 9),
        MadeRegion(
            "Атырау облысы", "Атырауская область", "Atyrau", 47.1...48.5, 50.2...54.0, schools: 200, districts: 7),
        MadeRegion(
            "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan", 49.7...50.15, 82.0...84.0,
            schools: 350, districts: 10),
        MadeRegion(
            "Жамбыл облысы", "Жамбылская область", "Jambyl", 43.3...45.0, 70.5...74.5, schools: 450, districts: 10),
        MadeRegion("Жетісу облысы", "Область Жетісу", "Jetisu", 44.6...46.2, 77.5...79.8, schools: 360, districts: 8),
        MadeRegion(
            "Қарағанды облысы", "Карагандинская область", "Karaganda", 48.2...50.3, 70.5...75.5, schools: 420,
            districts: 7),
        MadeRegion(
            "Қостанай облысы", "Костанайская область", "Kostanay", 50.9...53.2, 62.5...65.5, schools: 460, districts: 16
        ),
        MadeRegion(
            "Қызылорда облысы", "Кызылординская область", "Kyzylorda", 44.2...46.0, 63.9...67.0, schools: 300,
            districts: 7),
        MadeRegion(
            "Маңғыстау облысы", "Мангистауская область", "Mangystau", 43.3...44.4, 51.6...55.0, schools: 150,
            districts: 5),
        MadeRegion(
            "Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan", 53.2...54.6, 67.0...70.5,
            schools: 440, districts: 13),
        MadeRegion(
            "Павлодар облысы", "Павлодарская область", "Pavlodar", 51.0...53.2, 75.0...77.3, schools: 350, districts: 10
        ),
        MadeRegion(
            "Түркістан облысы", "Туркестанская область", "Turkistan", 42.3...44.2, 67.8...69.4, schools: 930,
            districts: 14),
        MadeRegion("Ұлытау облысы", "Область Ұлытау", "Ulytau", 46.8...49.2, 66.0...69.5, schools: 100, districts: 2),
        MadeRegion(
            "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan", 49.3...50.9, 49.8...53.4,
            schools: 380, districts: 12),
        MadeRegion(
            "Алматы қаласы", "Город Алматы", "Almaty", 43.18...43.33, 76.8...77.0, schools: 290, districts: 8,
            isCity: true),
        MadeRegion(
            "Астана қаласы", "Город Астана", "Astana", 51.05...51.25, 71.3...71.6, schools: 170, districts: 6,
            isCity: true),
        MadeRegion(
            "Шымкент қаласы", "Город Шымкент", "Shymkent", 42.28...42.42, 69.5...69.75, schools: 220, districts: 5,
            isCity: true),
    ]

    func contains(latitude: Double, longitude: Double) -> Bool {
        (south...north).contains(latitude) && (west...east).contains(longitude)
    }
}
