internal import Store

/// Names of made-up districts and settlements: two Turkic roots, written as each language writes them.
///
/// Some of them are names of real places as well, which cannot be helped in a country with three hundred Karasu.
enum PlaceNames {
    private static let first: [(kk: String, ru: String, en: String)] = [
        ("Ақ", "Ак", "Ak"), ("Қара", "Кара", "Kara"), ("Көк", "Кок", "Kok"), ("Сары", "Сары", "Sary"),
        ("Қызыл", "Кызыл", "Kyzyl"), ("Жаңа", "Жана", "Jana"), ("Ұзын", "Узын", "Uzyn"), ("Алтын", "Алтын", "Altyn"),
        ("Күміс", "Кумис", "Kumis"), ("Үш", "Уш", "Ush"), ("Бес", "Бес", "Bes"), ("Тоғыз", "Тогыз", "Togyz"),
        ("Бала", "Бала", "Bala"), ("Құм", "Кум", "Kum"), ("Темір", "Темир", "Temir"), ("Жас", "Жас", "Jas"),
    ]
    private static let second: [(kk: String, ru: String, en: String)] = [
        ("бұлақ", "булак", "bulak"), ("су", "су", "su"), ("тау", "тау", "tau"), ("көл", "коль", "kol"),
        ("дала", "дала", "dala"), ("қайың", "кайын", "kaiyn"), ("терек", "терек", "terek"), ("тас", "тас", "tas"),
        ("сай", "сай", "sai"), ("өзек", "озек", "ozek"), ("арал", "арал", "aral"), ("құдық", "кудук", "kuduk"),
        ("жар", "жар", "jar"), ("төбе", "тобе", "tobe"), ("қамыс", "камыс", "kamys"), ("шоқы", "шокы", "shoky"),
    ]

    static let count = first.count * second.count

    /// - Parameter number: from 0; from `count` on names come again with a number behind.
    static func name(_ number: Int) -> Names {
        // 37 has no factor in common with the 256 names: each comes once, and neighbours differ in both roots.
        let place = number * 37 % count
        let (one, two) = (first[place / second.count], second[place % second.count])
        let again = number / count
        let suffix = again == 0 ? "" : "-\(again + 1)"
        return Names(kk: one.kk + two.kk + suffix, ru: one.ru + two.ru + suffix, en: one.en + two.en + suffix)
    }
}
