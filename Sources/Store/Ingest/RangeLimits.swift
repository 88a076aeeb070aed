/// How many ranges of numbers are kept account of for an agent, in streams that still take reports.
///
/// A stream without gaps is one range, however long. Gaps and new streams are made by the agent, and each is read again with
/// what comes after it: so both are bounded. What fills a gap or goes on where a range ends costs nothing more.
///
/// Nothing is lost at either bound: the stream is ended, and its agent seals what was refused anew in another one. What an
/// ended stream leaves is less than the envelopes that made it, which the bytes of a day bound.
public enum RangeLimits {
    /// In one stream: they are read and written with each of its reports. One that would have more is ended.
    public static let perStream = 256
    /// In all of an agent's streams, each at least one. Beyond it the streams heard from longest ago are ended: a computer
    /// that is set back to an image every night begins one every school day, and gets there after twenty years.
    public static let perAgent = 4_096
}
