using CsCheck;
using Signpost.Dns;
using Signpost.Doctor.Clients;

namespace Signpost.Tests.Doctor.Clients;

/// <summary>What holds in any world: redirects of every kind lead anywhere, also in circles.</summary>
public sealed class ClientReplayPropertyTests
{
    private static readonly string[] Places = [Replay.Apex, Replay.Own, Replay.Plain, Replay.Mail, "https://fabrikam.test", "https://a.hosting.test", "https://cas1.contoso.test"];
    private static readonly string[] Addresses = ["ada@contoso.test", "ada@fabrikam.test", "ADA@contoso.test", "no address"];

    private static readonly Gen<Action<LiteralFacts>> AnyPlace =
        from place in Gen.Int[0, Places.Length - 1]
        from what in Gen.Int[0, 8]
        from target in Gen.Int[0, Places.Length - 1]
        from status in OneOf(301, 302, 303, 307, 308)
        from address in OneOf(Addresses)
        select (Action<LiteralFacts>)(facts => _ = what switch
        {
            0 => facts.Silent(Places[place]),
            1 => facts.Html(Places[place]),
            2 => facts.OldCas(Places[place]),
            3 => facts.Cas(Places[place]),
            4 => facts.Error(Places[place], "500"),
            5 => facts.RedirectsAddress(Places[place], address),
            6 => facts.RedirectsUrl(Places[place], Places[target] + Replay.Xml),
            _ => facts.Redirects(Places[place], Places[target] + (target % 2 is 0 ? Replay.Xml : Replay.Svc), status),
        });

    [Fact]
    public void Every_search_ends_and_its_verdict_says_what_was_asked() =>
        Gen.Select(AnyPlace.Array[0, 12], Gen.Int[0, ClientProfile.All.Length - 1], Gen.Bool).Sample((world, client, hasSrv) =>
        {
            var facts = new LiteralFacts();
            foreach (var place in world)
            {
                place(facts);
            }

            var resolver = hasSrv ? Replay.Service(new SrvRecord(0, 0, 443, "a.hosting.test")) : Replay.Hosts();
            var run = ClientReplay.RunAsync(ClientProfile.All[client], Replay.In(resolver, Replay.Scp("cas1", 1, "Berlin")), facts, CancellationToken.None);

            Assert.True(run.IsCompletedSuccessfully);
            var verdict = run.Result;
            Assert.Equal(verdict.Url is null, verdict.Why is not "");
            Assert.True(verdict.Url is null || (verdict.Url == verdict.Path[^1].Url && verdict.Url.Scheme == Uri.UriSchemeHttps));
            Assert.All(verdict.Path, place => Assert.True(place.Url is null || place.Url.Scheme == Uri.UriSchemeHttps || place.From is null));
            Assert.Equal(verdict.Lost.TotalSeconds, verdict.Path.Sum(place => place.Lost.TotalSeconds), 6);
            Assert.NotEmpty(verdict.ToLines());
        }, iter: 2000);

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(at => all[at]);
}
