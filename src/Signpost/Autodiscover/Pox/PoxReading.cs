namespace Signpost.Autodiscover.Pox;

/// <summary>What came of reading a message.</summary>
public abstract record PoxReading<T>
    where T : class
{
    private PoxReading()
    {
    }

    /// <summary>It could be read.</summary>
    public sealed record Ok(T Value) : PoxReading<T>;

    /// <summary>It could not, and why.</summary>
    /// <param name="What">One clause, lower-case start, no full stop.</param>
    /// <param name="Line">From 1; 0 where the whole message is meant.</param>
    /// <param name="Column">From 1; 0 where the whole message is meant.</param>
    public sealed record Bad(string What, int Line, int Column) : PoxReading<T>;
}
