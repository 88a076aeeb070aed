public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let schools: [Column<SchoolRow>] = [
        Column("School", key: "id") { .text($0.school.id) },
        Column("Name", key: "name") { .text($0.name) },
        Column("Area", key: "area") { .text($0.school.area.text) },
        Column("Type", key: "type") { .text($0.school.type.rawValue) },
        Column("Pupils", key: "pupils") { .integer($0.school.pupils) },
        Column("PCs", key: "computers") { .integer($0.computers) },
        Column("Live", key: "computers_live") { .integer($0.computersLive) },
        Column("Devices", key: "devices") { .integer($0.devices) },
        Column("Down Mbps", key: "last_download_mbps") { .tenths($0.lastDownloadMbps) },
        Column("Up Mbps", key: "last_upload_mbps") { .tenths($0.lastUploadMbps) },
        Column("Last report", key: "last_report") { .time($0.lastReport) },
    ]

    /// Each language's name, as in an imported file; a table has no room for them.
    public static let schoolNames: [Column<SchoolRow>] = [
        Column("Kazakh name", key: "name_kk") { .text($0.school.names.kk) },
        Column("Russian name", key: "name_ru") { .text($0.school.names.ru) },
        Column("English name", key: "name_en") { .text($0.school.names.en) },
    ]

    /// What else an imported file may say of a school.
    public static let schoolDetails: [Column<SchoolRow>] = [
        Column("Grades", key: "grades") { .text($0.school.grades) },
        Column("Shifts", key: "shifts") { .integer($0.school.shifts) },
        Column("Managed by", key: "managing_body") { .text($0.school.managingBody) },
        Column("Settlement", key: "settlement") { .text($0.school.settlement) },
        Column("Kind of settlement", key: "settlement_level") { .text($0.school.settlementLevel?.rawValue) },
        Column("Electricity", key: "electricity") { .text($0.school.electricity?.rawValue) },
        Column("Education level", key: "education_level") { .text($0.school.educationLevel) },
        Column("Opened", key: "opened_on") { .text($0.school.openedOn?.description) },
        Column("Closed", key: "closed_on") { .text($0.school.closedOn?.description) },
    ]
}
