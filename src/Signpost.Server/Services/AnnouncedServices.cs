using Signpost.Autodiscover;

namespace Signpost.Server.Services;

/// <summary>What a CAS announces, the same in every dialect. What is not configured is not announced.</summary>
public sealed record AnnouncedServices
{
    /// <summary>Nothing is announced.</summary>
    public static AnnouncedServices None { get; } = new();

    /// <summary>Exchange Web Services: availability as well, and out of office where <see cref="Oof"/> says nothing else.</summary>
    public ServicePair Ews { get; init; } = ServicePair.None;

    /// <summary>Out of office.</summary>
    public ServicePair Oof { get; init; } = ServicePair.None;

    /// <summary>The folder of the offline address book; ends in <c>/</c>.</summary>
    public ServicePair Oab { get; init; } = ServicePair.None;

    /// <summary>The mailbox in a browser.</summary>
    public ServicePair Owa { get; init; } = ServicePair.None;

    /// <summary>How one logs on there, in the words of MS-OXDSCLI (OWAUrl), separated by commas: <c>Fba</c> is a form, others are <c>Basic</c>, <c>WindowsIntegrated</c>.</summary>
    public string OwaLogon { get; init; } = "Fba";

    /// <summary>The control panel.</summary>
    public ServicePair Ecp { get; init; } = ServicePair.None;

    /// <summary>ActiveSync.</summary>
    public ServicePair ActiveSync { get; init; } = ServicePair.None;

    /// <summary>The store by MAPI over HTTP.</summary>
    public ServicePair MapiStore { get; init; } = ServicePair.None;

    /// <summary>The address book by MAPI over HTTP.</summary>
    public ServicePair MapiAddressBook { get; init; } = ServicePair.None;

    /// <summary>Mail read by IMAP.</summary>
    public MailService Imap { get; init; } = MailService.None;

    /// <summary>Mail read by POP.</summary>
    public MailService Pop3 { get; init; } = MailService.None;

    /// <summary>Mail sent by SMTP.</summary>
    public MailService Smtp { get; init; } = MailService.None;

    /// <summary>Calendars by CalDAV.</summary>
    public ServicePair CalDav { get; init; } = ServicePair.None;

    /// <summary>Contacts by CardDAV.</summary>
    public ServicePair CardDav { get; init; } = ServicePair.None;

    /// <summary>How Outlook logs on to the services, for example <c>Negotiate</c> or <c>Basic</c>.</summary>
    public string AuthPackage { get; init; } = "";

    /// <summary>The name that people see for the whole of it, for example <c>Contoso</c>.</summary>
    public string OrganizationName { get; init; } = "";

    /// <summary>The version the server says it has; what clients may expect follows from it.</summary>
    public ServerVersion Version { get; init; } = new(15, 1, 2507);

    /// <summary>The GUID of the forest's deployment; "" says nothing.</summary>
    public string DeploymentId { get; init; } = "";

    /// <summary>How many hours clients may keep the settings; null leaves it to them (MS-OXDSCLI: one).</summary>
    public int? TtlHours { get; init; }

    /// <summary>Whether anything is announced.</summary>
    public bool Announces => Offered.Any();

    /// <summary>What is announced, in words: each service's name and its URL from inside and outside.</summary>
    public IEnumerable<(string Name, string? Internal, string? External)> Offered =>
        Pairs.Where(one => one.Pair.IsOffered).Select(one => (one.Name, one.Pair.Internal?.ToString(), one.Pair.External?.ToString()))
            .Concat(Mail.Where(one => one.Service.IsOffered).Select(one => (one.Name, Words(one.Service.Internal), Words(one.Service.External))));

    private IEnumerable<(string Name, ServicePair Pair)> Pairs =>
    [
        ("EWS", Ews), ("OOF", Oof), ("OAB", Oab), ("OWA", Owa), ("ECP", Ecp), ("ActiveSync", ActiveSync), ("MAPI store", MapiStore), ("MAPI address book", MapiAddressBook),
        ("CalDAV", CalDav), ("CardDAV", CardDav),
    ];

    private IEnumerable<(string Name, MailService Service)> Mail => [("IMAP", Imap), ("POP3", Pop3), ("SMTP", Smtp)];

    private static string? Words(MailEndpoint? endpoint) => endpoint is null ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{endpoint.Host}:{endpoint.Port} ({(endpoint.IsStartTls ? "STARTTLS" : "TLS")})");
}
