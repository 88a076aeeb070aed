internal import Reports

/// Judges schools' readiness from what is known of them; pure.
public enum Readiness {
    /// Online lessons of a small school: both ends need a camera, a microphone, a display and a line good enough both ways.
    /// - Parameter support: the end of its support school; nil where it has none, or none that the reader may see.
    public static func online(_ school: SchoolPlace, own: OnlineLessonEnd, support: OnlineLessonEnd?) -> ReadinessRow {
        let here = own.missing
        let there = support?.missing ?? []
        var codes = here.map { "school.\($0.rawValue)" } + there.map { "support.\($0.rawValue)" }
        var parts: [String] = []
        if !here.isEmpty { parts.append("here: \(words(here))") }
        if !there.isEmpty { parts.append("at \(school.supportedBy ?? ""): \(words(there))") }
        if support == nil {
            codes.append("support.school")
            parts.append(
                school.supportedBy == nil ? "no support school is named" : "nothing is known of the support school")
        }
        let isCertain = (here + there).contains { !$0.isDoubt } || (support == nil && school.supportedBy == nil)
        return ReadinessRow(
            school: school.id, schoolName: school.name, area: school.area.text, supportedBy: school.supportedBy,
            ready: isCertain ? false : codes.isEmpty ? true : nil, missing: codes,
            sentence: parts.isEmpty ? "nothing is missing" : "missing " + parts.joined(separator: "; "))
    }

    private static func words(_ needs: [OnlineLessonEnd.Need]) -> String {
        needs.map { need in
            switch need {
            case .camera: "a camera"
            case .microphone: "a microphone"
            case .display: "a display"
            case .download: "download"
            case .upload: "upload"
            case .latency: "a shorter latency"
            case .computer: "news of any computer"
            case .line: "a line test with download, upload and latency"
            }
        }.joined(separator: ", ")
    }

    /// Digital textbooks: every computer that serves lessons should be strong and young enough.
    /// - Parameters:
    ///   - memoryMiB: what a computer has at least.
    ///   - yearAtLeast: what is older is too old; nil asks for no age.
    public static func textbook(
        _ school: SchoolPlace, computers: [ComputerStrength], memoryMiB: Int, yearAtLeast: Int?
    ) -> ReadinessRow {
        let weak = computers.count { $0.memoryMiB.map { $0 < memoryMiB } ?? false }
        let old = computers.count { computer in
            computer.year.flatMap { year in yearAtLeast.map { year < $0 } } ?? false
        }
        let unfit = computers.count { computer in
            (computer.memoryMiB.map { $0 < memoryMiB } ?? false)
                || (computer.year.flatMap { year in yearAtLeast.map { year < $0 } } ?? false)
        }
        let unknown = computers.count { $0.memoryMiB == nil || (yearAtLeast != nil && $0.year == nil) }
        var (codes, parts): ([String], [String]) = ([], [])
        func tell(_ count: Int, _ code: String, _ words: String) {
            guard count > 0 else { return }
            codes.append(code)
            parts.append("\(count) of \(computers.count) computers \(words)")
        }
        tell(weak, "computers.memory", "have less than \(memoryMiB) MiB")
        tell(old, "computers.age", "are older than \(yearAtLeast ?? 0)")
        tell(unknown, "computers.unknown", "do not say how strong or how old they are")
        if computers.isEmpty {
            codes.append("computers.none")
            parts.append("no computer for lessons is known")
        }
        return ReadinessRow(
            school: school.id, schoolName: school.name, area: school.area.text, supportedBy: nil,
            ready: unfit > 0 ? false : codes.isEmpty ? true : nil, missing: codes,
            sentence: parts.isEmpty ? "nothing is missing" : parts.joined(separator: "; "), computers: computers.count,
            computersFit: computers.count - unfit)
    }
}
