namespace Signpost.Ews;

/// <summary>A mailbox as messages name it (MS-OXWSCDATA, EmailAddress).</summary>
/// <param name="Address">An SMTP address, or with <see cref="LegacyRouting"/> a legacyExchangeDN. What was written is kept: it may be neither.</param>
public sealed record EwsAddress(string Address)
{
    /// <summary>The routing type of an SMTP address, also where none is given.</summary>
    public const string SmtpRouting = "SMTP";

    /// <summary>The routing type of a legacyExchangeDN.</summary>
    public const string LegacyRouting = "EX";

    /// <summary>The name shown to people; "" where none is given.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind of address it is; "" where it is not said.</summary>
    public string RoutingType { get; init; } = "";
}
