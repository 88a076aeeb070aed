/// What is wrong with a line of a settings file, in the words that both programs' logs and doctors use.
public enum SettingComplaint {
    /// A value that cannot be used.
    /// - Parameters:
    ///   - value: as given; cut, and without what a terminal would act on. Nil for one that may hold a password.
    ///   - wants: what it must be.
    ///   - consequence: what holds instead.
    public static func unusable(
        _ name: String, value: String?, wants: String, consequence: String = "its default holds"
    ) -> String {
        let given = value.map { "is \"\(shown($0))\"" } ?? "cannot be used (its value is not shown)"
        return "\(name) \(given) and wants \(wants): \(consequence)"
    }

    /// A name that is no setting.
    public static func unknown(_ name: String, known: [String]) -> String {
        let meant = NearestName.of(name, in: known).map { "; did you mean \($0)?" } ?? ""
        return "\(shown(name)) is no setting and is passed over\(meant)"
    }

    /// The sentence, with the place where it can be mended.
    public static func placed(_ sentence: String, file: String, line: Int?) -> String {
        line.map { "\(sentence) (\(file), line \($0))" } ?? sentence
    }

    private static func shown(_ text: String) -> String {
        DisplayText.harmless(text.count > 60 ? "\(text.prefix(60))..." : text)
    }
}
