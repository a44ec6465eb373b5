using Signpost.Logon;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Directory;

/// <summary>How a directory server is talked to.</summary>
public sealed record LdapOptions
{
    /// <summary>Which certificates are trusted.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.Platform;

    /// <summary>The longest one operation may take: connecting, the logon, one page of a search, one change.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    } = TimeSpan.FromSeconds(5);

    /// <summary>Entries asked for at once, 1 to 1000: Active Directory gives no more (MaxPageSize).</summary>
    public int PageSize
    {
        get;
        init => field = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "1 to 1000");
    } = 500;

    /// <summary>Where exchanged messages are written, with their secrets masked; null keeps none.</summary>
    public Trace? Trace { get; init; }

    /// <summary>Who else is given the password in this run, and who refused it; null where nobody else is.</summary>
    internal LogonGuard? Guard { get; init; }
}
