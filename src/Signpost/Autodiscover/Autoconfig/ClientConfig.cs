using System.Collections.Immutable;

namespace Signpost.Autodiscover.Autoconfig;

/// <summary>What Thunderbird, Evolution and others read of a domain before anybody logs on (the autoconfig format of Mozilla, version 1.1). Text that was not given is "".</summary>
/// <remarks>It is the same for everybody in a domain: what differs from user to user is a placeholder, which the client fills in.</remarks>
public sealed record ClientConfig
{
    /// <summary>Stands for the user's address, in the name to log on with and in URLs.</summary>
    public const string EmailAddress = "%EMAILADDRESS%";

    /// <summary>What stands before the <c>@</c> of it.</summary>
    public const string EmailLocalPart = "%EMAILLOCALPART%";

    /// <summary>What stands behind it.</summary>
    public const string EmailDomain = "%EMAILDOMAIN%";

    /// <summary>The name of the provider: one of its domains.</summary>
    public required string Id { get; init; }

    /// <summary>The domains of addresses it is for.</summary>
    public ImmutableArray<string> Domains { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The name people see.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Where mail is read, the preferred server first.</summary>
    public ImmutableArray<AutoconfigServer> Incoming { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Where mail is sent, the preferred server first.</summary>
    public ImmutableArray<AutoconfigServer> Outgoing { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Contacts by CardDAV.</summary>
    public ServiceUrl AddressBook { get; init; }

    /// <summary>Calendars by CalDAV.</summary>
    public ServiceUrl Calendar { get; init; }

    /// <summary>The mailbox in a browser.</summary>
    public ServiceUrl WebMail { get; init; }

    /// <inheritdoc/>
    public bool Equals(ClientConfig? other) =>
        other is not null
        && Id == other.Id
        && Domains.SequenceEqual(other.Domains)
        && DisplayName == other.DisplayName
        && Incoming.SequenceEqual(other.Incoming)
        && Outgoing.SequenceEqual(other.Outgoing)
        && AddressBook == other.AddressBook
        && Calendar == other.Calendar
        && WebMail == other.WebMail;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Domains.Length, DisplayName, Incoming.Length, Outgoing.Length, AddressBook, Calendar, WebMail);
}
