namespace Signpost.Transport;

/// <summary>What came of reading a message.</summary>
public abstract record CodecReading<T>
    where T : class
{
    private CodecReading()
    {
    }

    /// <summary>It could be read.</summary>
    public sealed record Ok(T Value) : CodecReading<T>;

    /// <summary>It could not, and why.</summary>
    /// <param name="What">One clause, lower-case start, no full stop.</param>
    /// <param name="Line">From 1; 0 where the whole message is meant.</param>
    /// <param name="Column">From 1; 0 where the whole message is meant.</param>
    public sealed record Bad(string What, int Line, int Column) : CodecReading<T>;
}
