/// The columns of every list, for the commands' tables and for CSV wherever it leaves: a spreadsheet does not care which way
/// it came.
public enum ReadingColumns {}
