using System.Collections.Immutable;
using System.Net;
using Signpost.Discovery;
using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Ews;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;
using Signpost.Transport;

namespace Signpost.Cli.Demo;

/// <summary>A CAS of the made-up domain on this machine's loopback, for <c>serve --demo</c>: nothing else is needed.</summary>
internal sealed class DemoServer : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-demo-");
    private readonly DemoAuthority authority = new("localhost");

    public DemoServer()
    {
        File.WriteAllText(AuthorityFile, authority.AuthorityPem);
        File.WriteAllText(KeyFile, "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(KeyFile, authority.CertificatePem);
    }

    /// <summary>The certificate authority to trust.</summary>
    public string AuthorityFile => Path.Combine(folder.FullName, "ca.pem");

    private string KeyFile => Path.Combine(folder.FullName, "cas.pem");

    /// <summary>What an administrator would have written.</summary>
    /// <param name="port">The port of https; 0 is any that is free.</param>
    public ServerConfiguration Configuration(int port) => new()
    {
        ServerName = "localhost",
        Listen = new ListenConfiguration { Https = [new IPEndPoint(IPAddress.Loopback, port)] },
        Certificates = [new CertificateConfiguration.Pem(KeyFile, KeyFile)],
        Directory = new DirectoryConfiguration(new ForestChoice.File("demo.ldif"), new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5)),
        Services = ServicesAt($"localhost:{port}"),
    };

    /// <summary>What it answers from.</summary>
    public static CasBacking Backing() => new DemoBacking();

    public void Dispose()
    {
        folder.Delete(recursive: true);
        authority.Dispose();
    }

    private static AnnouncedServices ServicesAt(string place) => new()
    {
        OrganizationName = "Contoso",
        Ews = At(place, "/EWS/Exchange.asmx"),
        Oab = At(place, "/OAB/5b1b1f6e-0c7c-4a0e-8f0d-3f2f0d3c9a10/"),
        Imap = new MailService(null, new MailEndpoint("imap.contoso.test", 993, IsStartTls: false)),
        Smtp = new MailService(null, new MailEndpoint("smtp.contoso.test", 465, IsStartTls: false)),
    };

    private static ServicePair At(string place, string path) =>
        UrlTemplate.TryParse($"https://{place}{path}", place, out var template, out var why) ? new ServicePair(template, template) : throw new InvalidOperationException(why);

    private sealed class DemoBacking : CasBacking
    {
        private readonly DemoMailboxes mailboxes = new();

        public DemoBacking() => Operations = DemoEws.Operations(mailboxes);

        public override IMailboxDirectory Mailboxes => mailboxes;

        public override ImmutableArray<ILogonScheme> Schemes => [new BasicScheme("Contoso", mailboxes)];

        internal override ImmutableArray<IEwsOperation> Operations { get; }

        public override Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) =>
            Task.FromResult<ImmutableArray<CheckLine>>([new CheckLine("directory", "made up")]);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
