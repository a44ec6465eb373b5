using Signpost.Autodiscover;
using Signpost.Server.Autodiscover;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Autodiscover;

public sealed class SettingsComposerTests
{
    private static readonly ServicePair Ews = new(Contoso.Template("https://{server}/EWS/"), Contoso.Template("https://mail.contoso.test/EWS/"));

    [Fact]
    public void What_is_internal_is_EXCH_and_what_is_external_is_EXPR()
    {
        var settings = Compose(AnnouncedServices.None with { Ews = Ews });

        Assert.Equal(
            [(ProtocolKind.Exch, "https://cas1.contoso.test/EWS/"), (ProtocolKind.Expr, "https://mail.contoso.test/EWS/")], settings.Protocols.Select(block => (block.Kind, block.EwsUrl.Text)));
    }

    [Fact]
    public void A_side_without_a_URL_has_no_block()
    {
        Assert.Equal([ProtocolKind.Exch], Kinds(AnnouncedServices.None with { Ews = Ews with { External = null } }));
        Assert.Equal([ProtocolKind.Expr], Kinds(AnnouncedServices.None with { Oab = Ews with { Internal = null } }));
        Assert.Empty(Kinds(AnnouncedServices.None));
    }

    [Fact]
    public void EWS_is_availability_too_and_out_of_office_where_nothing_else_is_said()
    {
        var (one, other) = (Compose(AnnouncedServices.None with { Ews = Ews }).Protocols[0], Compose(AnnouncedServices.None with { Ews = Ews, Oof = Contoso.Both("https://{server}/oof") }).Protocols[0]);

        Assert.Equal((one.EwsUrl, one.EwsUrl), (one.AsUrl, one.OofUrl));
        Assert.Equal("https://cas1.contoso.test/oof", other.OofUrl.Text);
    }

    [Fact]
    public void From_outside_the_host_of_the_URL_is_the_one_on_the_certificate()
    {
        var block = Compose(AnnouncedServices.None with { Ews = Ews }).Of(ProtocolKind.Expr)!;

        Assert.Equal(("mail.contoso.test", "msstd:mail.contoso.test", true), (block.Server, block.CertPrincipalName, block.Ssl));
    }

    [Theory]
    [InlineData("/o=Contoso/ou=First/cn=Recipients/cn=ann", "/o=Contoso/ou=First/cn=Configuration/cn=Servers/cn=CAS1")]
    [InlineData("/O=Contoso/OU=First/CN=Recipients/CN=ann", "/O=Contoso/OU=First/cn=Configuration/cn=Servers/cn=CAS1")]
    [InlineData("/o=Contoso/cn=Recipients/cn=ann", "")]
    [InlineData("/o=/ou=First/cn=ann", "")]
    [InlineData("ann", "")]
    [InlineData("", "")]
    public void Legacy_DNs_of_servers_follow_from_that_of_the_mailbox(string mailbox, string server)
    {
        var block = Compose(AnnouncedServices.None with { Ews = Ews }, mailbox).Of(ProtocolKind.Exch)!;

        Assert.Equal((server, server is "" ? "" : $"{server}/cn=Microsoft Private MDB"), (block.ServerDn, block.MdbDn));
    }

    [Fact]
    public void What_an_administrator_says_of_all_is_in_each_block()
    {
        var settings = Compose(AnnouncedServices.None with { Ews = Ews, AuthPackage = "Negotiate", TtlHours = 0, Version = new ServerVersion(15, 2, 1118) });

        Assert.All(settings.Protocols, block => Assert.Equal(("Negotiate", 0, new ServerVersion(15, 2, 1118), false), (block.AuthPackage, block.TtlHours, block.ServerVersion, block.ServerExclusiveConnect)));
        Assert.Equal(Timeout.InfiniteTimeSpan, settings.Ttl);
    }

    [Fact]
    public void Web_access_names_how_one_logs_on_and_availability_on_the_same_side()
    {
        var web = Compose(AnnouncedServices.None with { Ews = Ews with { External = null }, Owa = Contoso.Both("https://mail.contoso.test/owa/"), OwaLogon = "Basic, Fba" }).Web;

        Assert.Equal(new WebSide([new WebPage(new ServiceUrl("https://mail.contoso.test/owa/"), "Basic, Fba")], ProtocolKind.Exch, new ServiceUrl("https://cas1.contoso.test/EWS/")), web.Internal);
        Assert.Equal(new WebSide([new WebPage(new ServiceUrl("https://mail.contoso.test/owa/"), "Basic, Fba")], default, default), web.External);
    }

    [Fact]
    public void Mail_is_read_and_sent_with_the_address_and_the_plain_password_over_TLS()
    {
        var settings = Compose(AnnouncedServices.None with { Imap = ServiceSets.Everything.Imap, Smtp = ServiceSets.Everything.Smtp });

        var logon = new MailLogon { LoginName = "ann@contoso.test", Spa = false, AuthRequired = true };
        Assert.Equal(
            [
                new ProtocolSettings { Kind = ProtocolKind.Imap, Server = "mail.contoso.test", Port = 993, Ssl = true, Mail = logon },
                new ProtocolSettings { Kind = ProtocolKind.Smtp, Server = "mail.contoso.test", Port = 587, Ssl = true, Mail = logon with { Encryption = "TLS" } },
            ],
            settings.Protocols);
    }

    [Fact]
    public void What_was_made_of_a_mailbox_is_remembered_with_it()
    {
        var composer = new SettingsComposer(Contoso.Server, AnnouncedServices.None);
        var mailbox = new Contoso().Of(Reading.Ann);

        Assert.Same(composer.For(mailbox), composer.For(mailbox));
        Assert.NotSame(composer.For(mailbox), composer.For(new Contoso().Of(Reading.Ann)));
    }

    private static IEnumerable<ProtocolKind> Kinds(AnnouncedServices services) => Compose(services).Protocols.Select(block => block.Kind);

    private static MailboxSettings Compose(AnnouncedServices services, string legacyDn = "") =>
        new SettingsComposer(Contoso.Server, services).For(new Mailbox { PrimaryAddress = Reading.Ann, Addresses = [Reading.Ann], LegacyDn = legacyDn });
}
