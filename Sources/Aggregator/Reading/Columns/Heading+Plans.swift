public import Presentation

/// Headings of plans' lists, saved or just made.
extension Heading {
    public static let plan = Heading("Plan", kk: "Жоспар", ru: "План")
    public static let planName = Heading("Name", kk: "Атауы", ru: "Название")
    public static let planKind = Heading("Kind", kk: "Түрі", ru: "Вид")
    public static let planState = Heading("State", kk: "Күйі", ru: "Состояние")
    public static let budget = Heading("Budget", kk: "Бюджет", ru: "Бюджет")
    public static let spent = Heading("Spent", kk: "Жұмсалды", ru: "Потрачено")
    public static let weight = Heading("Weight", kk: "Салмағы", ru: "Вес")
    public static let upperBound = Heading("At most", kk: "Ең көбі", ru: "Не больше")
    public static let site = Heading("Site", kk: "Нысан", ru: "Объект")
    public static let sites = Heading("Sites", kk: "Нысандар", ru: "Объекты")
    public static let technology = Heading("By", kk: "Немен", ru: "Чем")
    public static let phase = Heading("Phase", kk: "Кезең", ru: "Этап")
    public static let order = Heading("Order", kk: "Реті", ru: "Порядок")
    public static let cost = Heading("Cost", kk: "Құны", ru: "Стоимость")
    public static let lot = Heading("Lot", kk: "Лот", ru: "Лот")
    public static let reason = Heading("Reason", kk: "Себебі", ru: "Причина")
    public static let stage = Heading("Stage", kk: "Саты", ru: "Стадия")
    public static let from = Heading("From", kk: "Қайдан", ru: "Откуда")
    public static let to = Heading("To", kk: "Қайда", ru: "Куда")
    public static let km = Heading("km", kk: "км", ru: "км")
    public static let segment = Heading("Segment", kk: "Бөлік", ru: "Участок")
    public static let segments = Heading("Segments", kk: "Бөліктер", ru: "Участки")
    public static let pieces = Heading("Pieces", kk: "Дана", ru: "Штук")
    public static let yearOfMoney = Heading("Year", kk: "Жыл", ru: "Год")
}
