using CsCheck;
using Signpost.Server.Conduct;

namespace Signpost.Server.Tests.Conduct;

/// <summary>Nobody untrusted can choose who he is taken for.</summary>
public sealed class TrustedProxiesLawTests
{
    private const string Client = "192.0.2.7";

    // What a hostile client puts into a header: pieces of the grammar, in any order.
    private static readonly Gen<string> Hostile = Gen.OneOf(
        "6.6.6.6", "10.0.0.9", "for=6.6.6.6", "for=10.0.0.9", "for=\"", "for=\"[2001:db8::6]\"", "\"", "\\", "\\\"", ",", ";", "=", "|", " ", "unknown", "_x", "proto=https", "192.0.2.8", "[", "]", ":", "%", "é")
        .List[0, 12].Select(pieces => string.Concat(pieces));

    // How the proxies on the way write: behind the text, or in a line of their own; for how many of them.
    private static readonly Gen<(string Begin, bool OwnLine, int Hops)> Way = Gen.Select(Hostile, Gen.Bool, Gen.Int[0, 4]);

    private static readonly Gen<string> Header = Gen.OneOf("X-Forwarded-For", "Forwarded", "X-Forwarded-Proto", "X-Real-IP", "X-Forwarded-Host", "Client-IP");

    [Fact]
    public void Who_comes_without_a_proxy_is_who_he_is() =>
        Gen.Select(Header, Hostile, Header, Hostile).Sample((one, text, other, more) =>
            Assert.Equal(new ClientOrigin(System.Net.IPAddress.Parse(Client), false), TrustedProxiesTests.OriginOf(Client, (one, text), (other, more))));

    [Fact]
    public void Whatever_a_client_begins_a_list_with_he_is_who_the_proxy_saw() =>
        Way.Sample(way => Assert.Equal(
            (Client, OriginKind.Forwarded), Who(TrustedProxiesTests.OriginOf("10.0.0.1", ("X-Forwarded-For", Written(way, Client, hop => $"10.0.0.{hop}"))))));

    [Fact]
    public void Whatever_a_client_begins_Forwarded_with_he_is_who_the_proxy_saw() =>
        Way.Sample(way => Assert.Equal(
            (Client, OriginKind.Forwarded),
            Who(TrustedProxiesTests.OriginOf("10.0.0.1", ("Forwarded", Written(way, $"by=\"a,\\\"b\\\\\";for=\"{Client}:80\"", hop => $"for=10.0.0.{hop};proto=https"))))));

    [Fact]
    public void Whatever_a_client_writes_into_the_other_header_he_is_nobody_else() =>
        Gen.Select(Way, Hostile).Sample((way, other) =>
        {
            var listed = Who(TrustedProxiesTests.OriginOf("10.0.0.1", ("X-Forwarded-For", Written(way, Client, hop => $"10.0.0.{hop}")), ("Forwarded", other)));
            var forwarded = Who(TrustedProxiesTests.OriginOf("10.0.0.1", ("Forwarded", Written(way, $"for={Client}", hop => $"for=10.0.0.{hop}")), ("X-Forwarded-For", other)));

            (string, OriginKind)[] fair = [(Client, OriginKind.Forwarded), ("10.0.0.1", OriginKind.Disputed)];
            Assert.Contains(listed, fair);
            Assert.Contains(forwarded, fair);
        });

    private static (string, OriginKind) Who(ClientOrigin origin) => (origin.Address.ToString(), origin.Kind);

    private static string Written((string Begin, bool OwnLine, int Hops) way, string client, Func<int, string> hop) =>
        way.Begin + (way.OwnLine ? "|" : ", ") + client + string.Concat(Enumerable.Range(1, way.Hops).Select(at => (way.OwnLine && at % 2 == 0 ? "|" : ", ") + hop(at)));
}
