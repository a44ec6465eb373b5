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
    public bool Announces =>
        Pairs.Any(pair => pair.IsOffered) || Imap.IsOffered || Pop3.IsOffered || Smtp.IsOffered;

    private IEnumerable<ServicePair> Pairs => [Ews, Oof, Oab, Owa, Ecp, ActiveSync, MapiStore, MapiAddressBook, CalDav, CardDav];
}
