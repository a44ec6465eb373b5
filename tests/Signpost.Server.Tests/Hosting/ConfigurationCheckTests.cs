using System.Collections.Immutable;
using System.Net;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Services;
using Signpost.Transport;

namespace Signpost.Server.Tests.Hosting;

public sealed class ConfigurationCheckTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly CertificateFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Names_that_clients_come_by_and_no_certificate_is_for_are_warned_of()
    {
        var told = await CheckAsync(Contoso() with { Certificates = [folder.Write("cas.pem", "mail.contoso.test")] });

        Assert.Equal(
            ["none is for cas1.contoso.test", "none is for autodiscover.contoso.test", "none is for autoconfig.contoso.test"],
            told.Where(line => line is { Topic: "certificate", Verdict: CheckVerdict.Warning }).Select(line => line.Text.Split(':')[0]));
    }

    [Fact]
    public async Task The_domains_that_the_directory_names_are_looked_for_on_certificates_too()
    {
        var told = await CheckAsync(Contoso() with { Mailboxes = new MailboxConfiguration(), Certificates = [folder.Write("cas.pem", "cas1.contoso.test")] });

        Assert.Contains(told, line => line.Text.StartsWith("none is for autodiscover.contoso.test:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_said_and_nothing_of_names_it_may_have()
    {
        var told = await CheckAsync(Contoso() with { Certificates = [new CertificateConfiguration.Pem(folder.At("none.pem"), folder.At("none.pem"))] });

        Assert.Equal([new CheckLine("certificate", $"{folder.At("none.pem")}: no such file", CheckVerdict.Error)], told.Where(line => line.Topic is "certificate"));
    }

    [Theory]
    [InlineData("2026-03-01", "31 days left", CheckVerdict.Fact)]
    [InlineData("2026-03-22", "10 days left: renew it", CheckVerdict.Warning)]
    [InlineData("2026-05-01", "has expired: renew it", CheckVerdict.Error)]
    public async Task A_certificate_is_to_be_renewed_before_it_ends(string today, string end, CheckVerdict verdict)
    {
        var configuration = Contoso() with { Certificates = [folder.Write("cas.pem", "cas1.contoso.test", "autodiscover.contoso.test", "autoconfig.contoso.test")] };
        var told = await CheckAsync(configuration, DateTimeOffset.Parse(today, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal));

        var line = Assert.Single(told, line => line.Topic is "certificate");
        Assert.EndsWith(end, line.Text, StringComparison.Ordinal);
        Assert.Equal(verdict, line.Verdict);
    }

    [Fact]
    public async Task A_CAS_that_nobody_can_log_on_to_is_no_good()
    {
        var told = await CheckAsync(Contoso() with { Logon = new LogonConfiguration { Basic = null, Negotiate = new NegotiateConfiguration(folder.At("none.keytab")) } });

        Assert.Contains(new CheckLine("logon", "no logon is offered: every client will be refused", CheckVerdict.Error), told);
    }

    [Theory]
    [InlineData("CN=Users,DC=contoso,DC=test", true)]
    [InlineData("OU=People,DC=contoso,DC=test", false)]
    public async Task The_object_below_which_mailboxes_are_looked_for_has_to_be_there(string start, bool isThere)
    {
        var told = await CheckAsync(Contoso() with { Mailboxes = new MailboxConfiguration { AcceptedDomains = ["contoso.test"], BaseDn = start } });

        Assert.Equal(
            isThere ? [] : [new CheckLine("mailboxes", $"nobody has one: {start} is not there, or the service account may not see it; correct Mailboxes.BaseDn", CheckVerdict.Error)],
            told.Where(line => line.Topic is "mailboxes"));
    }

    [Theory]
    [InlineData("signpost.db", CheckVerdict.Fact, "SQLite {0}, which will be made")]
    [InlineData("none/signpost.db", CheckVerdict.Error, "{0}: its folder does not exist")]
    public async Task The_storage_is_looked_at_and_not_made(string name, CheckVerdict verdict, string text)
    {
        var file = folder.At(name);

        var told = await CheckAsync(Contoso() with { Storage = new StorageConfiguration(new StoragePlace.Sqlite(file)) });

        Assert.Equal([new CheckLine("storage", string.Format(System.Globalization.CultureInfo.InvariantCulture, text, file), verdict)], told.Where(line => line.Topic is "storage"));
        Assert.False(File.Exists(file));
    }

    private static async Task<ImmutableArray<CheckLine>> CheckAsync(ServerConfiguration configuration, DateTimeOffset? now = null)
    {
        using var loggers = CasLoggers.None;
        await using var backing = DirectoryBacking.Create(configuration, loggers, TimeProvider.System);
        return await ConfigurationCheck.RunAsync(configuration, backing, now ?? Now, TestContext.Current.CancellationToken);
    }

    private ServerConfiguration Contoso()
    {
        File.WriteAllText(folder.At("forest.ldif"), "dn: DC=contoso,DC=test\nobjectClass: domainDNS\n\ndn: CN=Users,DC=contoso,DC=test\nobjectClass: container\n");
        return new ServerConfiguration
        {
            ServerName = "cas1.contoso.test",
            Listen = new ListenConfiguration { Https = [new IPEndPoint(IPAddress.Loopback, 443)] },
            Directory = new DirectoryConfiguration(new ForestChoice.File(folder.At("forest.ldif")), new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5)),
            Mailboxes = new MailboxConfiguration { AcceptedDomains = ["contoso.test"] },
            Services = AnnouncedServices.None with { Imap = new MailService(null, new MailEndpoint("imap.contoso.test", 993, false)) },
        };
    }
}
