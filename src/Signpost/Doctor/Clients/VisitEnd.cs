namespace Signpost.Doctor.Clients;

/// <summary>What a client has after it asked at a URL.</summary>
internal abstract record VisitEnd
{
    private VisitEnd()
    {
    }

    /// <summary>Nothing: the next URL is asked.</summary>
    public sealed record Nothing : VisitEnd;

    /// <summary>Another URL to ask at.</summary>
    public sealed record Onward(Uri Url) : VisitEnd;

    /// <summary>Another address to ask for.</summary>
    public sealed record OtherAddress(MailboxAddress Address, bool WithoutScps) : VisitEnd;

    /// <summary>The end: its settings come from here.</summary>
    public sealed record Found(Uri Url, bool NeedsLogon) : VisitEnd;

    /// <summary>The end: it gives up.</summary>
    public sealed record GivenUp(string Why) : VisitEnd;
}
