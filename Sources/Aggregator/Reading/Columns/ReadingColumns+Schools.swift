public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let schools: [Column<SchoolRow>] = [
        Column(.school, key: "id") { .text($0.school.id) },
        Column(.schoolName, key: "name") { .text($0.name) },
        Column(.area, key: "area") { .text($0.school.area.text) },
        Column(.type, key: "type") { .text($0.school.type.rawValue) },
        Column(.pupils, key: "pupils", aggregate: .sum) { .integer($0.school.pupils) },
        Column(.computers, key: "computers", aggregate: .sum) { .integer($0.computers) },
        Column(.live, key: "computers_live", aggregate: .sum) { .integer($0.computersLive) },
        Column(.devices, key: "devices", aggregate: .sum) { .integer($0.devices) },
        Column(
            Heading("Down Mbps", kk: "Қабылдау Мбит/с", ru: "Приём Мбит/с"), key: "last_download_mbps",
            aggregate: .median
        ) {
            .tenths($0.lastDownloadMbps)
        },
        Column(
            Heading("Up Mbps", kk: "Жіберу Мбит/с", ru: "Отдача Мбит/с"), key: "last_upload_mbps", aggregate: .median
        ) {
            .tenths($0.lastUploadMbps)
        },
        Column(.lastReport, key: "last_report") { .time($0.lastReport) },
    ]

    /// The rest of JSON's keys, each language's name among them; a table has no room for them.
    public static let schoolDetails: [Column<SchoolRow>] = [
        Column(Heading("Kazakh name", kk: "Қазақша атауы", ru: "Казахское название"), key: "name_kk") {
            .text($0.school.names.kk)
        },
        Column(Heading("Russian name", kk: "Орысша атауы", ru: "Русское название"), key: "name_ru") {
            .text($0.school.names.ru)
        },
        Column(Heading("English name", kk: "Ағылшынша атауы", ru: "Английское название"), key: "name_en") {
            .text($0.school.names.en)
        },
        Column(Heading("Giga id", kk: "Giga коды", ru: "Код Giga"), key: "giga_id") { .text($0.school.gigaID) },
        Column(Heading("Supported by", kk: "Тірек мектебі", ru: "Опорная школа"), key: "supported_by") {
            .text($0.school.supportedBy)
        },
        Column(.latitude, key: "latitude") { .exact($0.school.latitude) },
        Column(.longitude, key: "longitude") { .exact($0.school.longitude) },
        Column(.rural, key: "rural", aggregate: .yes) { .flag($0.school.rural) },
        Column(.madeUp, key: "made_up", aggregate: .yes) { .flag($0.school.madeUp) },
        Column(Heading("Grades", kk: "Сыныптар", ru: "Классы"), key: "grades") { .text($0.school.grades) },
        Column(Heading("Shifts", kk: "Ауысымдар", ru: "Смены"), key: "shifts") { .integer($0.school.shifts) },
        Column(Heading("Managed by", kk: "Басқарушы орган", ru: "Управляющий орган"), key: "managing_body") {
            .text($0.school.managingBody)
        },
        Column(Heading("Settlement", kk: "Елді мекен", ru: "Населённый пункт"), key: "settlement") {
            .text($0.school.settlement)
        },
        Column(
            Heading("Kind of settlement", kk: "Елді мекен түрі", ru: "Вид населённого пункта"), key: "settlement_level"
        ) { .text($0.school.settlementLevel?.rawValue) },
        Column(Heading("Electricity", kk: "Электр қуаты", ru: "Электричество"), key: "electricity") {
            .text($0.school.electricity?.rawValue)
        },
        Column(Heading("Education level", kk: "Білім деңгейі", ru: "Уровень образования"), key: "education_level") {
            .text($0.school.educationLevel)
        },
        Column(Heading("Opened", kk: "Ашылған", ru: "Открыта"), key: "opened_on") {
            .text($0.school.openedOn?.description)
        },
        Column(Heading("Closed", kk: "Жабылған", ru: "Закрыта"), key: "closed_on") {
            .text($0.school.closedOn?.description)
        },
    ]
}
