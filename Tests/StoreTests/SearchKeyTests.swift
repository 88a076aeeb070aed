import Store
import Testing

@Suite("What names of schools are searched by")
struct SearchKeyTests {
    /// Names as registries write them, in Kazakh, Russian, the Latin alphabets and transliteration.
    @Test(
        "one name has one key, however it is written",
        arguments: [
            ["Абай атындағы №12 орта мектеп", "АБАЙ АТЫНДАҒЫ N12 ОРТА МЕКТЕП", "Abai atyndağy No 12 orta mektep"],
            ["Шоқан Уәлиханов", "Şoqan Uälihanov", "Shoqan Ualikhanov", "Шокан Уалиханов", "SHOKAN WALIKHANOV"],
            ["Ыбырай Алтынсарин", "Ybyrai Altynsarin", "Ibirai Altinsarin", "Ybyraı Altynsarın"],
            ["Мағжан Жұмабаев", "Mağjan Jūmabaev", "Maǵjan Jumabaev", "Magzhan Zhumabayev", "Магжан Жумабаев"],
            ["Қаныш Сәтбаев", "Qanyş Sätbaev", "Qanysh Sátbaev", "Kanysh Satbayev", "Каныш Сатбаев"],
            ["Жамбыл Жабаев", "Jambyl Jabaev", "Zhambyl Zhabayev", "Джамбыл Джабаев"],
            ["Ғабит Мүсірепов", "Ğabit Müsirepov", "Gabit Musirepov", "Габит Мусирепов", "Ghabit Musirepov"],
            ["Өскемен қаласы", "Öskemen qalasy", "Oskemen kalasy", "Оскемен каласы"],
            ["Хромтау", "Khromtau", "Hromtau"],
            ["Әйтеке би", "Äiteke bi", "Aiteke bi", "Айтеке би", "Aıteke bı"],
            ["Ё. Мәлік", "Е. Малик", "E. Malik"],
            ["Тәуелсіздік", "Täuelsızdık", "Tauelsizdik", "Тауелсиздик"],
            ["Чайковский", "Chaikovskiy", "Çaikovski"],
            ["Щербина", "Shcherbina"],
            ["Мұхтар Әуезов", "Mūhtar Äuezov", "Mukhtar Auezov", "Мухтар Ауэзов"],
            ["и\u{0306}", "й", "Y", "i"],
        ])
    func oneKey(_ spellings: [String]) {
        let keys = spellings.map { SearchKey($0).words }
        #expect(Set(keys).count == 1, "\(keys)")
        #expect(keys.first?.isEmpty == false)
    }

    @Test(
        "a question finds a school by the beginnings of its words, in any order and language",
        arguments: [
            ("12", true), ("№12", true), ("№ 12", true), ("N12", true), ("n 12", true), ("No.12", true),
            ("no 012", true),
            ("#12", true), ("nr 12", true), ("школа 12", true), ("12 школа", true),
            ("12-мектеп", true), ("school 12", true), ("орта мектеп абай", true), ("abai 12", true), ("«Абай»", true),
            ("абай-12", true), ("АБАЯ", true), ("шк аб", true), ("Abay", true), ("mekteb", false), ("1", false),
            ("2", false), ("120", false), ("абайский", false), ("гимназия", false), ("Абай 13", false), ("bai", false),
        ])
    func found(_ asked: String, _ isFound: Bool) {
        let names = Names(
            kk: "Абай атындағы №12 жалпы орта мектеп", ru: "Общеобразовательная школа №12 имени Абая",
            en: "Abai school 12")
        #expect(SearchKey(asked).isFound(in: SearchKey(names)) == isFound, "\(SearchKey(asked)) \(SearchKey(names))")
    }

    @Test(
        "what parts words, and what does not",
        arguments: [
            ("Бала-бақша", ["bala", "baksha"]), ("«Дарын» №3 \"лицей\"", ["darin", "3", "litsei"]),
            ("12А", ["12", "a"]), ("A12", ["a", "12"]), ("Gor'kiy", ["gorki"]), ("007", ["7"]), ("000", ["0"]),
            ("", []), ("№ —", []), ("No school", ["no", "schol"]),
            ("Школа-гимназия №5/6", ["shkola", "gimnazia", "5", "6"]), ("школа школа", ["shkola"]),
            ("学校 3", ["学校", "3"]),
        ])
    func words(_ text: String, _ words: [String]) {
        #expect(SearchKey(text).words == words)
    }

    @Test("a name of a thousand words has a key of few")
    func bounded() {
        #expect(SearchKey((0..<1_000).map { "w\($0)" }.joined(separator: " ")).words.count <= 32)
    }
}
