internal import Reports
internal import Store

/// What categories of devices are called on paper.
enum CategoryWords {
    static func name(_ category: Reports.Category, _ language: Language) -> String {
        guard let names = names[category] else { return category.rawValue }
        switch language {
        case .kk: return names.kk
        case .ru: return names.ru
        case .en: return category.rawValue.split(separator: "_").joined(separator: " ")
        }
    }

    static let names: [Reports.Category: (kk: String, ru: String)] = [
        .tablet: ("планшет", "планшет"),
        .phoneOrTablet: ("телефон немесе планшет", "телефон или планшет"),
        .drawingTablet: ("графикалық планшет", "графический планшет"),
        .interactivePanel: ("интерактивті панель", "интерактивная панель"),
        .display: ("монитор", "монитор"),
        .projector: ("проектор", "проектор"),
        .printer: ("принтер", "принтер"),
        .printer3D: ("3D-принтер", "3D-принтер"),
        .scanner: ("сканер", "сканер"),
        .camera: ("камера", "камера"),
        .documentCamera: ("құжат-камера", "документ-камера"),
        .microscope: ("микроскоп", "микроскоп"),
        .headset: ("гарнитура", "гарнитура"),
        .speaker: ("дыбыс колонкасы", "колонка"),
        .roboticsKit: ("робототехника жинағы", "набор робототехники"),
        .microcontrollerBoard: ("микроконтроллер тақшасы", "плата микроконтроллера"),
        .labSensor: ("зертханалық датчик", "лабораторный датчик"),
        .measuringInstrument: ("өлшеу аспабы", "измерительный прибор"),
        .networkAdapter: ("желілік адаптер", "сетевой адаптер"),
        .wifiAdapter: ("Wi-Fi адаптері", "адаптер Wi-Fi"),
        .modem: ("модем", "модем"),
        .router: ("маршрутизатор", "маршрутизатор"),
        .storage: ("жинақтауыш", "накопитель"),
        .keyboard: ("пернетақта", "клавиатура"),
        .mouse: ("тінтуір", "мышь"),
        .gameController: ("ойын контроллері", "игровой контроллер"),
        .touch: ("сенсорлық экран", "сенсорный экран"),
        .fingerprintReader: ("саусақ ізінің сканері", "сканер отпечатков пальцев"),
        .smartcardReader: ("смарт-карта оқу құралы", "считыватель смарт-карт"),
        .ups: ("үздіксіз қуат көзі", "источник бесперебойного питания"),
        .serialAdapter: ("тізбекті порт адаптері", "адаптер последовательного порта"),
        .hub: ("USB-концентратор", "USB-концентратор"),
        .other: ("басқа", "прочее"),
        .unknown: ("анықталмаған", "не определено"),
    ]
}
