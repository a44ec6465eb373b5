using System.Collections.Immutable;
using Signpost.Server.Services;

namespace Signpost.Server.Configuration;

/// <summary>All that an administrator says of a CAS, read and found sensible.</summary>
public sealed record ServerConfiguration
{
    /// <summary>The DNS name of this CAS: what <c>{server}</c> stands for, and what its SCP announces.</summary>
    public required string ServerName { get; init; }

    /// <summary>Where it listens.</summary>
    public required ListenConfiguration Listen { get; init; }

    /// <summary>Its certificates; the first is shown to clients that name no host, or one that none is for.</summary>
    public ImmutableArray<CertificateConfiguration> Certificates { get; init; } = [];

    /// <summary>The directory it asks.</summary>
    public required DirectoryConfiguration Directory { get; init; }

    /// <summary>Who has a mailbox here.</summary>
    public MailboxConfiguration Mailboxes { get; init; } = new();

    /// <summary>Where calendars come from; null where no EWS is served here.</summary>
    public CalendarConfiguration? Calendars { get; init; }

    /// <summary>Where it keeps its own state; null where it has none: no EWS is served here.</summary>
    public StorageConfiguration? Storage { get; init; }

    /// <summary>What owners of mailboxes may do about their absence.</summary>
    public OofConfiguration Oof { get; init; } = new();

    /// <summary>What it announces.</summary>
    public AnnouncedServices Services { get; init; } = AnnouncedServices.None;

    /// <summary>Who may ask, and how that is proved.</summary>
    public LogonConfiguration Logon { get; init; } = new();

    /// <summary>Its service connection point.</summary>
    public ScpConfiguration Scp { get; init; } = new();

    /// <summary>How much one client may ask.</summary>
    public LimitConfiguration Limits { get; init; } = new();

    /// <summary>Whose word for the client's address is taken.</summary>
    public ImmutableArray<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>What is logged.</summary>
    public LogConfiguration Log { get; init; } = new();

    /// <summary>What is measured, and who is told.</summary>
    public TelemetryConfiguration Telemetry { get; init; } = new();

    /// <summary>The same for configurations that answer from the same: a reload then goes on with what is remembered. "" is never the same.</summary>
    internal string BackingKey { get; init; } = "";
}
