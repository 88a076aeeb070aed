public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    /// What fits a terminal of 120 columns.
    public static let lines: [Column<LineRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(.line, key: "line") { .text($0.line) },
        Column(
            Heading("Down Mbps", kk: "Қабылдау Мбит/с", ru: "Приём Мбит/с"),
            record: [("download_mbps", { .tenths($0.downloadMbps) })], aggregate: .median
        ) {
            rate($0.downloadMbps, atLeast: $0.downloadAtLeastMbps)
        },
        Column(
            Heading("Up Mbps", kk: "Жіберу Мбит/с", ru: "Отдача Мбит/с"),
            record: [("upload_mbps", { .tenths($0.uploadMbps) })], aggregate: .median
        ) {
            rate($0.uploadMbps, atLeast: $0.uploadAtLeastMbps)
        },
        Column(Heading("p20 Mbps", kk: "p20 Мбит/с", ru: "p20 Мбит/с"), key: "download_p20_mbps", aggregate: .median) {
            .tenths($0.downloadP20Mbps)
        },
        Column(Heading("Norm Mbps", kk: "Норма Мбит/с", ru: "Норма Мбит/с"), key: "norm_mbps", aggregate: .median) {
            .tenths($0.norm.requiredMbps)
        },
        Column(Heading("Meets", kk: "Сай", ru: "Выполнена"), key: "meets_norm", aggregate: .yes) {
            .flag($0.norm.isMet)
        },
        Column(Heading("Verdict", kk: "Қорытынды", ru: "Вывод"), key: "verdict") {
            .text($0.diagnosis.verdict.rawValue)
        },
        Column(Heading("Remedy", kk: "Шара", ru: "Мера"), key: "remedy") { .text($0.diagnosis.remedy?.rawValue) },
        Column(.tests, key: "tests", aggregate: .sum) { .integer($0.tests) },
        Column(.days, key: "days", aggregate: .median) { .integer($0.days) },
    ]

    /// The median, or what it is at least where no test had settled.
    private static func rate(_ mbps: Double?, atLeast: Double?) -> Cell {
        guard mbps == nil, let atLeast else { return .tenths(mbps) }
        return .text("≥\(Int(atLeast))")
    }
}
