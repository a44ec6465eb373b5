namespace Signpost.Transport;

/// <summary>What came of reading a document.</summary>
internal abstract record XmlReading
{
    private XmlReading()
    {
    }

    /// <summary>It was well-formed and within the limits.</summary>
    public sealed record Document(XmlPart Root) : XmlReading;

    /// <summary>It is not read, and why.</summary>
    /// <param name="What">One clause, lower-case start, no full stop.</param>
    /// <param name="Line">From 1; 0 where the whole document is meant.</param>
    /// <param name="Column">From 1; 0 where the whole document is meant.</param>
    public sealed record Bad(string What, int Line, int Column) : XmlReading;
}
