using System.Text;
using Signpost.Doctor.Clients;
using Signpost.Dns;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Doctor.Clients;

/// <summary>What people and programs read of a verdict; each changes only with a look at it.</summary>
public sealed class ClientVerdictSnapshotTests
{
    [Fact]
    public async Task Outlook_2007_in_a_site_of_dead_servers()
    {
        var facts = new LiteralFacts().Silent("https://cas1.contoso.test").RedirectsAddress("https://cas2.contoso.test", "ada@fabrikam.test")
            .Untrusted("https://fabrikam.test", TlsFault.NameMismatch).Redirects("http://autodiscover.fabrikam.test", Replay.Mail + Replay.Xml).Cas(Replay.Mail);

        Matches("outlook2007", await Replay.RunAsync("outlook2007", facts, Replay.In(scps: [Replay.Scp("cas1", 1, "Berlin"), Replay.Scp("cas2", 2, "Lyon")])));
    }

    [Fact]
    public async Task exchangelib_that_finds_nothing() =>
        Matches("exchangelib", await Replay.RunAsync("exchangelib", new LiteralFacts().Silent(Replay.Apex).Html(Replay.Own), Replay.Service(new SrvRecord(0, 0, 8443, "a.hosting.test"))));

    private static void Matches(string name, ClientVerdict verdict)
    {
        Snapshot.Matches($"{name}.text", string.Join('\n', verdict.ToLines()));
        Snapshot.Matches($"{name}.json", Encoding.UTF8.GetString(verdict.ToJson()));
    }
}
