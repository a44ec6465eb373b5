using System.Globalization;

namespace Signpost.Ews;

/// <summary>What came of reading a request.</summary>
public abstract record EwsRequestReading<T>
    where T : EwsCall
{
    private EwsRequestReading()
    {
    }

    /// <summary>It could be read.</summary>
    public sealed record Ok(T Value) : EwsRequestReading<T>;

    /// <summary>It is to be answered with a fault.</summary>
    /// <param name="Code">The code of the fault.</param>
    /// <param name="What">One clause, lower-case start, no full stop.</param>
    /// <param name="Line">From 1; 0 where the whole message is meant.</param>
    /// <param name="Column">From 1; 0 where the whole message is meant.</param>
    public sealed record Refused(EwsErrorCode Code, string What, int Line, int Column) : EwsRequestReading<T>
    {
        /// <summary>The fault it is to be answered with; it says where, if that is known.</summary>
        public EwsFault AsFault() => new(Code, Line is 0 ? $"{What}." : string.Create(CultureInfo.InvariantCulture, $"{What} (line {Line}, column {Column})."));
    }
}
