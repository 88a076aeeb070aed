public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    /// The rest of JSON's keys; a table has no room for them.
    public static let lineDetails: [Column<LineRow>] = [
        Column(.lastTest, record: [("last_test_at", { .time($0.lastTestAt) })]) { .day($0.lastTestAt) },
        Column(Heading("Summarised", kk: "Жинақталған", ru: "Обобщено"), key: "tests_summarised", aggregate: .sum) {
            .integer($0.testsSummarised)
        },
        Column(Heading("Remedy's basis", kk: "Шара негізі", ru: "Основание меры"), key: "remedy_basis") {
            .text($0.diagnosis.remedyBasis)
        }.prose,
        Column(Heading("Cause", kk: "Себебі", ru: "Причина"), key: "cause") { .text($0.diagnosis.cause) }.prose,
        Column(Heading("Norm's name", kk: "Норма атауы", ru: "Название нормы"), key: "norm") { .text($0.norm.norm) },
        Column(Heading("Norm's basis", kk: "Норма негізі", ru: "Основание нормы"), key: "norm_basis") {
            .text($0.norm.basis)
        }.prose,
        Column(
            Heading("Norm met low", kk: "Норма орындалды кемінде", ru: "Норма выполнена не менее"),
            key: "norm_share_low", aggregate: .median
        ) { .exact($0.norm.shareLow) },
        Column(
            Heading("Norm met high", kk: "Норма орындалды көп дегенде", ru: "Норма выполнена не более"),
            key: "norm_share_high", aggregate: .median
        ) { .exact($0.norm.shareHigh) },
        Column(Heading("Provider", kk: "Провайдер", ru: "Провайдер"), key: "provider") { .text($0.provider) },
        Column(Heading("Medium", kk: "Байланыс түрі", ru: "Вид связи"), key: "medium") { .text($0.medium) },
        Column(
            Heading("Contract down Mbps", kk: "Шарт бойынша қабылдау Мбит/с", ru: "Приём по договору Мбит/с"),
            key: "contracted_download_mbps", aggregate: .median
        ) { .exact($0.contractedDownloadMbps) },
        Column(
            Heading("Contract up Mbps", kk: "Шарт бойынша жіберу Мбит/с", ru: "Отдача по договору Мбит/с"),
            key: "contracted_upload_mbps", aggregate: .median
        ) { .exact($0.contractedUploadMbps) },
        Column(
            Heading("Contract met", kk: "Шарт орындалды", ru: "Договор соблюдён"), key: "contract_met", aggregate: .yes
        ) { .flag($0.contract.isMet) },
        Column(Heading("Contract's basis", kk: "Шарт негізі", ru: "Основание по договору"), key: "contract_basis") {
            .text($0.contract.basis)
        }.prose,
        Column(Heading("Giga class", kk: "Giga санаты", ru: "Класс Giga"), key: "giga_class") {
            .text($0.gigaClass.rawValue)
        },
        Column(
            Heading("Uptime % low", kk: "Қолжетімділік % кемінде", ru: "Доступность % не менее"),
            record: [("uptime_low", { .exact($0.uptime.low) })]
        ) { .tenths($0.uptime.low.map { $0 * 100 }) },
        Column(
            Heading("Uptime % high", kk: "Қолжетімділік % көп дегенде", ru: "Доступность % не более"),
            record: [("uptime_high", { .exact($0.uptime.high) })]
        ) { .tenths($0.uptime.high.map { $0 * 100 }) },
        Column(
            Heading("Observed %", kk: "Бақыланған %", ru: "Наблюдалось %"),
            record: [("uptime_observed", { .exact($0.uptime.observedShare) })]
        ) { .tenths($0.uptime.observedShare.map { $0 * 100 }) },
        Column(
            Heading("Silent days", kk: "Үнсіз күндер", ru: "Дни молчания"), key: "silent_days", aggregate: .median
        ) { .integer($0.silentDays) },
        Column(
            Heading("Watched days", kk: "Бақыланған күндер", ru: "Дни наблюдения"), key: "watched_days",
            aggregate: .median
        ) { .integer($0.watchedDays) },
        Column(.pupils, key: "pupils") { .integer($0.pupils) },
        Column(
            Heading("Down at least Mbps", kk: "Қабылдау кемінде Мбит/с", ru: "Приём не менее Мбит/с"),
            key: "download_at_least_mbps"
        ) { .exact($0.downloadAtLeastMbps) },
        Column(
            Heading("Up at least Mbps", kk: "Жіберу кемінде Мбит/с", ru: "Отдача не менее Мбит/с"),
            key: "upload_at_least_mbps"
        ) { .exact($0.uploadAtLeastMbps) },
        Column(
            Heading("Down low Mbps", kk: "Қабылдау төменгі шегі Мбит/с", ru: "Приём нижняя граница Мбит/с"),
            key: "download_low_mbps"
        ) { .exact($0.downloadLowMbps) },
        Column(
            Heading("Down high Mbps", kk: "Қабылдау жоғарғы шегі Мбит/с", ru: "Приём верхняя граница Мбит/с"),
            key: "download_high_mbps"
        ) { .exact($0.downloadHighMbps) },
        Column(
            Heading("Up p20 Mbps", kk: "Жіберу p20 Мбит/с", ru: "Отдача p20 Мбит/с"), key: "upload_p20_mbps",
            aggregate: .median
        ) { .exact($0.uploadP20Mbps) },
        Column(
            Heading("Down in lessons Mbps", kk: "Сабақтағы қабылдау Мбит/с", ru: "Приём на уроках Мбит/с"),
            key: "residual_download_mbps", aggregate: .median
        ) { .exact($0.residualDownloadMbps) },
        Column(
            Heading("Up in lessons Mbps", kk: "Сабақтағы жіберу Мбит/с", ru: "Отдача на уроках Мбит/с"),
            key: "residual_upload_mbps", aggregate: .median
        ) { .exact($0.residualUploadMbps) },
        Column(
            Heading("p20 in lessons Mbps", kk: "Сабақтағы p20 Мбит/с", ru: "p20 на уроках Мбит/с"),
            key: "residual_p20_mbps", aggregate: .median
        ) { .exact($0.residualP20Mbps) },
        Column(
            Heading(
                "Down in lessons low Mbps", kk: "Сабақтағы қабылдау төменгі шегі Мбит/с",
                ru: "Приём на уроках нижняя граница Мбит/с"),
            key: "residual_low_mbps", aggregate: .median
        ) { .exact($0.residualLowMbps) },
        Column(
            Heading(
                "p20 in lessons low Mbps", kk: "Сабақтағы p20 төменгі шегі Мбит/с",
                ru: "p20 на уроках нижняя граница Мбит/с"),
            key: "residual_p20_low_mbps", aggregate: .median
        ) { .exact($0.residualP20LowMbps) },
        Column(
            Heading("Down capacity Mbps", kk: "Қабылдау мүмкіндігі Мбит/с", ru: "Приём предел линии Мбит/с"),
            key: "capacity_download_mbps", aggregate: .median
        ) { .exact($0.capacityDownloadMbps) },
        Column(
            Heading("Up capacity Mbps", kk: "Жіберу мүмкіндігі Мбит/с", ru: "Отдача предел линии Мбит/с"),
            key: "capacity_upload_mbps", aggregate: .median
        ) { .exact($0.capacityUploadMbps) },
        Column(
            Heading("LAN Mbps", kk: "Ішкі желі Мбит/с", ru: "Внутренняя сеть Мбит/с"), key: "lan_mbps",
            aggregate: .median
        ) { .exact($0.lanMbps) },
        Column(Heading("M-Lab tests", kk: "M-Lab өлшемдері", ru: "Измерения M-Lab"), key: "mlab_tests", aggregate: .sum)
        { .integer($0.mlabTests) },
        Column(
            Heading("M-Lab down Mbps", kk: "M-Lab қабылдау Мбит/с", ru: "M-Lab приём Мбит/с"),
            key: "mlab_download_mbps", aggregate: .median
        ) { .exact($0.mlabDownloadMbps) },
        Column(
            Heading("Idle ms", kk: "Бос кездегі кідіріс мс", ru: "Задержка без нагрузки мс"), key: "idle_latency_ms",
            aggregate: .median
        ) { .exact($0.idleLatencyMs) },
        Column(
            Heading("Loaded ms", kk: "Жүктемедегі кідіріс мс", ru: "Задержка под нагрузкой мс"),
            key: "loaded_latency_ms", aggregate: .median
        ) { .exact($0.loadedLatencyMs) },
        Column(
            Heading("Router idle ms", kk: "Роутер бос кезде мс", ru: "Роутер без нагрузки мс"), key: "gateway_idle_ms",
            aggregate: .median
        ) { .exact($0.gatewayIdleMs) },
        Column(
            Heading("Router loaded ms", kk: "Роутер жүктемеде мс", ru: "Роутер под нагрузкой мс"),
            key: "gateway_loaded_ms", aggregate: .median
        ) { .exact($0.gatewayLoadedMs) },
        Column(Heading("Failed", kk: "Сәтсіз", ru: "Не удалось"), key: "failed_tests", aggregate: .sum) {
            .integer($0.failedTests)
        },
        Column(Heading("Latency only", kk: "Тек кідіріс", ru: "Только задержка"), key: "latency_tests", aggregate: .sum)
        { .integer($0.latencyTests) },
        Column(Heading("Slots", kk: "Жоспар", ru: "По плану"), key: "slots_planned", aggregate: .sum) {
            .integer($0.slotsPlanned)
        },
        Column(Heading("Slots run", kk: "Орындалған", ru: "Проведено"), key: "slots_run", aggregate: .sum) {
            .integer($0.slotsRun)
        },
        Column(Heading("Own traffic", kk: "Өз трафигі", ru: "Свой трафик"), key: "skipped_for_traffic", aggregate: .sum)
        { .integer($0.skippedForTraffic) },
        Column(
            Heading("Skipped share", kk: "Өткізілген үлес", ru: "Доля пропущенных"), key: "skipped_share",
            aggregate: .median
        ) { .exact($0.skippedShare) },
        Column(Heading("Left out", kk: "Есепке алынбаған", ru: "Не учтено"), key: "tests_left_out") { row in
            .text(row.testsLeftOut.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
        },
        Column(
            Heading("Last down Mbps", kk: "Соңғы қабылдау Мбит/с", ru: "Последний приём Мбит/с"),
            key: "last_download_mbps", aggregate: .median
        ) { .exact($0.lastDownloadMbps) },
        Column(
            Heading("Last up Mbps", kk: "Соңғы жіберу Мбит/с", ru: "Последняя отдача Мбит/с"), key: "last_upload_mbps",
            aggregate: .median
        ) { .exact($0.lastUploadMbps) },
        Column(
            Heading("Time estimated", kk: "Уақыты шамамен", ru: "Время оценено"), key: "time_estimated", aggregate: .yes
        ) { .flag($0.timeEstimated) },
    ]
}
