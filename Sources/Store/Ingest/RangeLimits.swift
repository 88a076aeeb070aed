/// How many ranges of numbers are kept of an agent.
///
/// A stream without gaps is one range, however long. Gaps and new streams are made by the agent, and each costs its range for
/// ever: so both are bounded. What fills a gap or goes on where a range ends costs nothing more and is always taken.
public enum RangeLimits {
    /// In one stream: they are read and written with each of its reports.
    public static let perStream = 256
    /// In all of an agent's streams, each at least one: a computer that is set back to an image every night, and begins a
    /// stream every school day, gets by for twenty years.
    public static let perAgent = 4_096
}
