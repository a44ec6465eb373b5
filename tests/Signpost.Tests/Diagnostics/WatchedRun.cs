using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Signpost.Autodiscover;
using Signpost.Diagnostics;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Diagnostics;

/// <summary>A run of discovery on virtual time, watched: the first host is dead, the second redirects to the CAS.</summary>
internal sealed class WatchedRun
{
    public const string LocalPart = "ada.byron";
    public const string User = @"CONTOSO\lovelace";
    public const string Password = "anal-engine";

    private const string Path = "/autodiscover/autodiscover.xml";

    public WatchedRun() => Net = new FakeNet(Time)
        .Host("https://contoso.test", FakeHost.Refusing.After(4, 0))
        .Host("https://autodiscover.contoso.test", FakeHost.Redirects($"https://mail.contoso.test/{LocalPart}@contoso.test{Path}?email={LocalPart}%40contoso.test").After(2, 10))
        .Host("https://mail.contoso.test", FakeHost.Cas(Password).After(3, 25));

    public VirtualTime Time { get; } = new();

    public FakeNet Net { get; }

    public FakeResolver Dns { get; } = new();

    public MailboxAddress Address { get; } = MailboxAddress.Parse($"{LocalPart}@contoso.test");

    public DiscoveryOptions Options { get; set; } = new()
    {
        Excluded = [StepKind.Scp],
        Logon = new MailboxLogon.Password(User, new Secret(Password)),
        KeepsWire = true,
    };

    public DiscoveryReport Find(ILoggerFactory? loggers = null, IMeterFactory? meters = null, CancellationTokenSource? caller = null) =>
        Time.Run(() => new Watch(Time, loggers, meters).RunAsync(
            RunKind.Discover, Address, Options,
            watched => new DiscoveryEngine(watched, Dns, Time, new Random(1), Net).DiscoverAsync(Address, caller?.Token ?? CancellationToken.None)));
}
