internal import FoundationEssentials
internal import Reports
internal import Store

/// The map, the form that narrows it, and the same in numbers for whom no map is drawn.
public struct MapPage: Sendable {
    /// More to draw than schools, such as fiber nodes or the segments of a plan: GeoJSON of this server.
    public struct Layer: Sendable, Equatable {
        public enum Kind: String, Sendable { case nodes, segments }

        public var kind: Kind
        public var name: String
        public var address: String

        public init(_ kind: Kind, name: String, address: String) {
            self.kind = kind
            self.name = name
            self.address = address
        }
    }

    public var marks: [MapMark]
    /// As asked, with all that narrows.
    public var address: Address
    public var layers: [Layer]
    /// The template of the background's tiles, and whom it names; nil draws outlines alone.
    public var tiles: (template: String, attribution: String)?
    public var canDraw: Bool
    public var readAt: String
    public var problem: String?
    /// To choose from: paths of areas that schools lie in, and programmes by id and name.
    public var areas: [String]
    public var programmes: [(id: String, name: String)]
    /// Fields that this reader's form has beside the standard ones.
    public var offersProgramme: Bool
    public var offersGap: Bool

    public init(_ marks: [MapMark], address: Address, readAt: String, canDraw: Bool) {
        self.marks = marks
        self.address = address
        self.readAt = readAt
        self.canDraw = canDraw
        layers = []
        areas = []
        programmes = []
        offersProgramme = false
        offersGap = false
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        let drawn = marks.count { $0.point != nil }
        var data = address
        data.path = "/map/data"
        return [
            "data": .text(data.text), "can_draw": .flag(canDraw), "problem": .text(problem),
            "tiles": .text(tiles?.template), "attribution": .text(tiles?.attribution),
            "layers": .rows(
                layers.map { ["kind": .text($0.kind.rawValue), "name": .text($0.name), "address": .text($0.address)] }),
            "count": .text(
                wording("map.count", ["drawn": wording.number(drawn), "all": wording.number(marks.count)])),
            "without_place": .text(
                drawn == marks.count
                    ? nil : wording("map.without_place", ["schools": wording.number(marks.count - drawn)])),
            "read_at": .text(wording("page.read_at", ["time": readAt])),
            "classes": .rows(classes(wording)), "causes": .rows(causes(wording)),
            "area": .text(address["area"]), "areas": .rows(areas.map { ["path": .text($0)] }),
            "programmes": .rows(
                programmes.map {
                    ["word": .text($0.id), "text": .text($0.name), "chosen": .flag(address["programme"] == $0.id)]
                }),
            "plan": .text(layers.first.flatMap { _ in address["plan"] }), "plan_name": .text(layers.first?.name),
            "plan_address": .text(address["plan"].map { Address("/plan", [("id", $0)]).text }),
            "is_narrowed": .flag(address.values.contains { $0.name != "lang" && $0.name != "plan" }),
            "below_norm": .flag(address["below_norm"] == "true"), "gap": .flag(address["gap"] == "true"),
            "offers_programme": .flag(offersProgramme), "offers_gap": .flag(offersGap),
            "choices": .rows([
                choice("class", LineClass.allCases.map(\.rawValue), vocabulary: "class", wording),
                choice("cause", LineVerdict.allCases.map(\.rawValue), vocabulary: "verdict", wording),
                choice("type", SchoolType.allCases.map(\.rawValue), vocabulary: "type", wording),
            ]),
        ]
    }

    private func classes(_ wording: Wording) -> [[String: PageValue]] {
        LineClass.allCases.map { one in
            [
                "word": .text(one.rawValue), "name": .text(wording("class.\(one.rawValue)")),
                "count": .text(wording.number(marks.count { $0.lineClass == one })),
                "chart_mark": .markup(SchoolLineText.mark(one)),
                "link": .text(address.setting("class", one.rawValue).text),
            ]
        }
    }

    private func causes(_ wording: Wording) -> [[String: PageValue]] {
        let counts = Dictionary(grouping: marks, by: \.verdict).mapValues(\.count)
        return counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map { verdict, count in
            [
                "word": .text(verdict.rawValue), "name": .text(wording.word("verdict", verdict.rawValue)),
                "count": .text(wording.number(count)), "link": .text(address.setting("cause", verdict.rawValue).text),
            ]
        }
    }

    private func choice(
        _ name: String, _ words: [String], vocabulary: String, _ wording: Wording
    ) -> [String: PageValue] {
        [
            "name": .text(name), "label": .text(wording("map.filter_\(name)")),
            "options": .rows(
                words.map {
                    [
                        "word": .text($0), "text": .text(wording.word(vocabulary, $0)),
                        "chosen": .flag(address[name] == $0),
                    ]
                }),
        ]
    }
}
