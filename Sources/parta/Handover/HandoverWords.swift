internal import Store

/// The words of a handover page in one language.
struct HandoverWords: Sendable {
    var title, school, officialID, area, date, madeUp, source: String
    var computers, room, label, model, memory, lastReport: String
    var devices, category, count: String
    var stock, atMost, onBooks: String
    var lines, line, download, upload, tests, norm, yes, no, unknown: String
    var deliveries, programme, delivered, verified, notFound, notMeasured: String
    var nothing, handedOver, received, name, signature: String

    static func words(_ language: Language) -> HandoverWords {
        switch language {
        case .kk: kazakh
        case .ru: russian
        case .en: english
        }
    }

    private static let kazakh = HandoverWords(
        title: "Жабдықты қабылдау-тапсыру парағы", school: "Мектеп", officialID: "Мектеп коды", area: "Орналасқан жері",
        date: "Күні", madeUp: "ОЙДАН ШЫҒАРЫЛҒАН деректер: мұндай мектеп жоқ",
        source: "Parta жүйесінің деректері бойынша", computers: "Компьютерлер", room: "Кабинет",
        label: "Түгендеу нөмірі", model: "Үлгісі", memory: "Жады, МиБ", lastReport: "Соңғы есеп",
        devices: "Құрылғылар", category: "Түрі", count: "Саны", stock: "Бар-жоғы (есептер мен түгендеу тізімі бойынша)",
        atMost: "Көп дегенде", onBooks: "Тек есепте", lines: "Интернет желісі", line: "Желі",
        download: "Қабылдау, Мбит/с", upload: "Жіберу, Мбит/с", tests: "Өлшемдер", norm: "Нормаға сай", yes: "иә",
        no: "жоқ", unknown: "белгісіз", deliveries: "Жеткізу тізімімен салыстыру", programme: "Бағдарлама",
        delivered: "Жеткізілді", verified: "Расталды", notFound: "Табылмады", notMeasured: "өлшенбейді",
        nothing: "Мәлімет жоқ", handedOver: "Тапсырды", received: "Қабылдады", name: "Аты-жөні", signature: "Қолы")

    private static let russian = HandoverWords(
        title: "Лист приёма-передачи оборудования", school: "Школа", officialID: "Код школы", area: "Расположение",
        date: "Дата", madeUp: "ВЫМЫШЛЕННЫЕ данные: такой школы нет", source: "По данным системы Parta",
        computers: "Компьютеры", room: "Кабинет", label: "Инвентарный номер", model: "Модель", memory: "Память, МиБ",
        lastReport: "Последний отчёт", devices: "Устройства", category: "Вид", count: "Количество",
        stock: "В наличии (по отчётам и учёту)", atMost: "Не более",
        onBooks: "Только на учёте",
        lines: "Линии Интернета", line: "Линия", download: "Приём, Мбит/с", upload: "Передача, Мбит/с",
        tests: "Измерения", norm: "Соответствует норме", yes: "да", no: "нет", unknown: "неизвестно",
        deliveries: "Сверка со списком поставки", programme: "Программа", delivered: "Поставлено",
        verified: "Подтверждено", notFound: "Не найдено", notMeasured: "не измеряется", nothing: "Нет сведений",
        handedOver: "Сдал", received: "Принял", name: "Ф. И. О.", signature: "Подпись")

    private static let english = HandoverWords(
        title: "Handover of equipment", school: "School", officialID: "Official id", area: "Area", date: "Date",
        madeUp: "MADE-UP data: there is no such school", source: "From the records of Parta", computers: "Computers",
        room: "Room", label: "Inventory number", model: "Model", memory: "Memory, MiB", lastReport: "Last report",
        devices: "Devices", category: "Kind", count: "Count", stock: "What is there, by reports and books",
        atMost: "At most", onBooks: "On the books only", lines: "Internet lines", line: "Line",
        download: "Download, Mbps", upload: "Upload, Mbps", tests: "Tests", norm: "Meets the norm", yes: "yes",
        no: "no", unknown: "not known", deliveries: "Against the delivery list", programme: "Programme",
        delivered: "Delivered", verified: "Verified", notFound: "Not found", notMeasured: "not measured",
        nothing: "Nothing is known", handedOver: "Handed over by", received: "Received by", name: "Name",
        signature: "Signature")
}
