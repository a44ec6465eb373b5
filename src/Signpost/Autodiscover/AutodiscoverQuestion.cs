using System.Collections.Immutable;

namespace Signpost.Autodiscover;

/// <summary>What is asked about a mailbox, and in which dialects.</summary>
public sealed record AutodiscoverQuestion
{
    /// <summary>The usual question: POX, then SOAP, then JSON on the same host, in Outlook's schema.</summary>
    public static AutodiscoverQuestion Default { get; } = new();

    /// <summary>The dialects, in the order they are tried on a host; the next is tried where the host does not speak the one before.</summary>
    /// <exception cref="ArgumentException">None is given.</exception>
    public ImmutableArray<AutodiscoverDialect> Dialects
    {
        get;
        init => field = value is { IsDefaultOrEmpty: false } ? [.. value.Distinct()] : throw new ArgumentException("at least one dialect", nameof(value));
    } = [AutodiscoverDialect.Pox, AutodiscoverDialect.Soap, AutodiscoverDialect.Json];

    /// <summary>The legacy DN to ask by instead of the address (MS-OXDSCLI section 3.2.5); "" asks by the address. POX only.</summary>
    public string LegacyDn { get; init; } = "";

    /// <summary>Whether the settings of a phone are wanted, in the mobilesync schema (MS-ASCMD section 2.2.1.1). POX only.</summary>
    public bool ForPhone { get; init; }

    /// <summary>Whether MAPI over HTTP is understood: the header X-MapiHttpCapability (MS-OXDSCLI section 2.2.2.1). Exchange then leaves EXCH and EXPR out.</summary>
    public bool MapiHttp { get; init; }

    /// <summary>Whether EXHTTP blocks are understood: the header X-ClientCanHandle (MS-OXDSCLI section 2.2.2.3).</summary>
    public bool ExHttp { get; init; }
}
