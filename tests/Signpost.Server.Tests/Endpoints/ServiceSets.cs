using Signpost.Server.Services;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>What a CAS may announce.</summary>
internal static class ServiceSets
{
    /// <summary>All there is, from inside and from outside.</summary>
    public static AnnouncedServices Everything { get; } = new()
    {
        Ews = Pair("EWS/Exchange.asmx"),
        Oof = Pair("EWS/Oof.asmx"),
        Oab = Pair("OAB/"),
        Owa = Pair("owa/"),
        Ecp = Pair("ecp/"),
        ActiveSync = Pair("Microsoft-Server-ActiveSync"),
        MapiStore = Pair("mapi/emsmdb/?MailboxId={mailbox-guid}@{domain}"),
        MapiAddressBook = Pair("mapi/nspi/?MailboxId={mailbox-guid}@{domain}"),
        Imap = Mail(993, false),
        Pop3 = Mail(995, false),
        Smtp = Mail(587, true),
        CalDav = Pair("calendars/"),
        CardDav = Pair("contacts/"),
        AuthPackage = "Basic",
        OrganizationName = "Contoso",
        DeploymentId = "2f6a0f1e-7d3b-4b56-9a61-0c5b1f0a7e11",
        TtlHours = 4,
    };

    /// <summary>Any of these, on any side; the same of the same seed.</summary>
    public static AnnouncedServices Some(int seed)
    {
        var dice = new Random(seed);
        ServicePair Pair(ServicePair all) => new(dice.Next(2) == 0 ? all.Internal : null, dice.Next(2) == 0 ? all.External : null);
        MailService Mail(MailService all) => new(dice.Next(2) == 0 ? all.Internal : null, dice.Next(2) == 0 ? all.External : null);

        var all = Everything;
        return all with
        {
            Ews = Pair(all.Ews),
            Oof = Pair(all.Oof),
            Oab = Pair(all.Oab),
            Owa = Pair(all.Owa),
            Ecp = Pair(all.Ecp),
            ActiveSync = Pair(all.ActiveSync),
            MapiStore = Pair(all.MapiStore),
            Imap = Mail(all.Imap),
            Pop3 = Mail(all.Pop3),
            Smtp = Mail(all.Smtp),
            CalDav = Pair(all.CalDav),
            CardDav = Pair(all.CardDav),
        };
    }

    private static ServicePair Pair(string path) => new(Contoso.Template($"https://{{server}}/{path}"), Contoso.Template($"https://mail.contoso.test/{path}"));

    private static MailService Mail(int port, bool isStartTls) => new(new MailEndpoint("in.contoso.test", port, isStartTls), new MailEndpoint("mail.contoso.test", port, isStartTls));
}
