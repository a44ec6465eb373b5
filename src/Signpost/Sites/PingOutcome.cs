using System.Globalization;
using System.Net;

namespace Signpost.Sites;

/// <summary>What came of an LDAP ping.</summary>
internal abstract record PingOutcome
{
    private PingOutcome()
    {
    }

    /// <summary>What came, in one clause.</summary>
    public abstract string Describe();

    /// <summary>The domain controller answered.</summary>
    /// <param name="Answer">What it said.</param>
    /// <param name="Server">From where.</param>
    /// <param name="Client">Our own address on the way there: by it the domain controller told the site, unless addresses were translated between.</param>
    /// <param name="Took">How long it took from the question on.</param>
    /// <param name="OverTcp">Whether it came over TCP, and not by UDP.</param>
    public sealed record Answered(NetlogonAnswer Answer, IPEndPoint Server, IPAddress Client, TimeSpan Took, bool OverTcp) : PingOutcome
    {
        /// <inheritdoc/>
        public override string Describe()
        {
            var said = Answer switch
            {
                { IsPaused: true } => "its netlogon service is paused",
                { Site: { } site } => $"answered site {site}",
                _ => "answered without a site",
            };
            return string.Create(CultureInfo.InvariantCulture, $"{said} after {Took.TotalMilliseconds:0.#} ms{(OverTcp ? " over TCP" : "")}");
        }
    }

    /// <summary>A directory server answered, but it does not host the domain.</summary>
    public sealed record NotThisDomain(IPEndPoint Server, string Domain) : PingOutcome
    {
        /// <inheritdoc/>
        public override string Describe() => $"{Server} does not host {Domain}";
    }

    /// <summary>Nothing of use came.</summary>
    public sealed record Silent(string Why) : PingOutcome
    {
        /// <inheritdoc/>
        public override string Describe() => Why;
    }
}
