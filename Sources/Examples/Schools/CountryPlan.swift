internal import Store

/// Lays a made-up country out: where schools stand, of which kind, how large, and who supports whom.
struct CountryPlan {
    static let country = "Kazakhstan"
    static let names = Names(kk: "Қазақстан", ru: "Казахстан", en: country)
    /// Published of Aktobe: 72.5 % of schools rural, 204 of 404 small, nearly all of those in the country.
    static let ruralShare = 0.78
    static let smallShareOfRural = 0.66
    /// Small schools that nobody supports yet.
    static let unsupportedShare = 0.05
    /// A support school has about so many small ones.
    static let smallPerSupport = 8

    private static let smallPupils = QuantileTable(6, 18, 28, 38, 50, 64, 80, 104, 150)
    private static let ruralPupils = QuantileTable(110, 150, 190, 235, 285, 350, 440, 600, 980)
    private static let urbanPupils = QuantileTable(180, 380, 540, 700, 880, 1_100, 1_400, 1_850, 2_900)

    let schools: [SchoolPlan]

    init(_ parameters: MadeCountry.Parameters) {
        var plans: [SchoolPlan] = []
        let counts = Self.apportioned(parameters.schools)
        for (region, count) in counts.enumerated() where count > 0 {
            plans += Self.region(region, count: count, from: plans.count + 1, seed: parameters.seed)
        }
        Self.fill(&plans, parameters)
        schools = plans
    }

    /// Whole schools by the regions' weights: the largest remainders get what rounding down leaves.
    static func apportioned(_ schools: Int) -> [Int] {
        let weights = MadeRegion.all.map(\.schools)
        let total = weights.reduce(0, +)
        let exact = weights.map { $0 / total * Double(schools) }
        var counts = exact.map { Int($0) }
        let order = exact.indices.sorted {
            (exact[$0] - Double(counts[$0]), $1) > (exact[$1] - Double(counts[$1]), $0)
        }
        for region in order.prefix(schools - counts.reduce(0, +)) { counts[region] += 1 }
        return counts
    }

    // MARK: A region

    private struct District {
        var name: Names
        var latitude: Double
        var longitude: Double
    }

    private static func region(_ index: Int, count: Int, from first: Int, seed: UInt64) -> [SchoolPlan] {
        let region = MadeRegion.all[index]
        var draws = Draws(seed: seed, "region", index)
        let districts = (0..<min(region.districts, max(1, count / 4))).map { number in
            District(
                // Two thirds of the width: villages around the outermost stay within.
                name: PlaceNames.name(index * 16 + number),
                latitude: region.south + (region.north - region.south) * draws.real(0.17, 0.83),
                longitude: region.west + (region.east - region.west) * draws.real(0.17, 0.83))
        }
        var plans: [SchoolPlan] = []
        for number in 0..<count {
            // Round about, so that each district has its share.
            let district = number % districts.count
            plans.append(school(first + number, in: region, index, district, districts[district], &draws))
        }
        for district in districts.indices { support(&plans, district: districts[district].name.en ?? "", &draws) }
        return plans
    }

    private static func school(
        _ number: Int, in region: MadeRegion, _ index: Int, _ district: Int, _ place: District, _ draws: inout Draws
    ) -> SchoolPlan {
        let rural = !region.isCity && draws.chance(ruralShare)
        let small = rural && draws.chance(smallShareOfRural)
        // Villages lie around the district's centre, schools of a town in it. Six decimals are a hand's breadth.
        let spread = rural ? 0.18 : 0.02
        let width = region.east - region.west
        let height = region.north - region.south
        let longitude = min(max(place.longitude + draws.normal() * spread * width, region.west), region.east)
        let latitude = min(max(place.latitude + draws.normal() * spread * height, region.south), region.north)
        let table = small ? smallPupils : rural ? ruralPupils : urbanPupils
        return SchoolPlan(
            number: number, region: index,
            area: AreaPath(country: CountryPlan.country, region: region.name, district: place.name.en),
            districtNames: place.name,
            settlement: rural ? PlaceNames.name(draws.below(PlaceNames.count * 4)) : place.name,
            type: small ? .small : .ordinary, rural: rural, latitude: rounded(latitude), longitude: rounded(longitude),
            pupils: Int(table.draw(&draws)), computers: 0)
    }

    /// Makes the district's largest schools support schools, and hands each small one to the nearest of them.
    private static func support(_ plans: inout [SchoolPlan], district: String, _ draws: inout Draws) {
        let mine = plans.indices.filter { plans[$0].area.district == district }
        let small = mine.filter { plans[$0].type == .small }
        let able = mine.filter { plans[$0].type == .ordinary }.sorted { plans[$0].pupils > plans[$1].pupils }
        let supports = able.prefix((small.count + smallPerSupport - 1) / smallPerSupport)
        for index in supports { plans[index].type = .support }
        for index in small {
            let alone = draws.chance(unsupportedShare)
            let nearest = supports.min { distance(plans[$0], plans[index]) < distance(plans[$1], plans[index]) }
            plans[index].supportedBy = alone ? nil : nearest.map { plans[$0].number }
        }
    }

    /// Squared degrees, a degree of longitude taken as 0.65 of one of latitude (the cosine of 49 degrees north).
    private static func distance(_ one: SchoolPlan, _ other: SchoolPlan) -> Double {
        let (north, east) = (one.latitude - other.latitude, (one.longitude - other.longitude) * 0.65)
        return north * north + east * east
    }

    // MARK: The country

    /// Computers follow pupils, and come to the asked mean over the country.
    private static func fill(_ plans: inout [SchoolPlan], _ parameters: MadeCountry.Parameters) {
        var draws = Draws(seed: parameters.seed, "computers")
        let weights = plans.map { (6 + min(Double($0.pupils), 2_000) * 0.07) * draws.real(0.7, 1.3) }
        let factor = parameters.computersPerSchool * Double(plans.count) / weights.reduce(0, +)
        for index in plans.indices { plans[index].computers = max(1, Int((weights[index] * factor).rounded())) }
    }

    private static func rounded(_ degrees: Double) -> Double { (degrees * 1e6).rounded() / 1e6 }
}
