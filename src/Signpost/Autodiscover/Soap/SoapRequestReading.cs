namespace Signpost.Autodiscover.Soap;

/// <summary>What came of reading a request.</summary>
public abstract record SoapRequestReading
{
    private SoapRequestReading()
    {
    }

    /// <summary>It could be read.</summary>
    public sealed record Ok(SoapRequest Value) : SoapRequestReading;

    /// <summary>It is clear what is asked for, but not rightly so: to be answered with <see cref="SoapErrorCode.InvalidRequest"/>.</summary>
    /// <param name="Operation">What is asked for.</param>
    /// <param name="MessageId">What the answer is to refer to; "" where nothing was said.</param>
    /// <param name="What">One clause, lower-case start, no full stop.</param>
    /// <param name="Line">From 1.</param>
    /// <param name="Column">From 1.</param>
    public sealed record Invalid(SoapOperation Operation, string MessageId, string What, int Line, int Column) : SoapRequestReading;

    /// <summary>It is no request at all: to be answered with a fault.</summary>
    /// <param name="What">One clause, lower-case start, no full stop.</param>
    /// <param name="Line">From 1; 0 where the whole message is meant.</param>
    /// <param name="Column">From 1; 0 where the whole message is meant.</param>
    public sealed record Bad(string What, int Line, int Column) : SoapRequestReading;
}
