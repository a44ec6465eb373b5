using System.Net;
using Signpost.Sites;

namespace Signpost.Tests.Fakes;

/// <summary>LDAP pings that were answered.</summary>
internal static class Pings
{
    /// <summary>The domain controller's word for the client's site.</summary>
    public static PingOutcome Answered(string site, IPAddress client) => new PingOutcome.Answered(
        new NetlogonAnswer.Extended { Host = "dc1.contoso.test", Domain = "contoso.test", Forest = "contoso.test", ClientSite = new SiteName(site) },
        new IPEndPoint(IPAddress.Parse("10.77.0.1"), 389), client, TimeSpan.FromMilliseconds(3), OverTcp: false);
}
