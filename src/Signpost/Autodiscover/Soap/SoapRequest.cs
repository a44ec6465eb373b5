using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>A question to <c>autodiscover.svc</c> (MS-OXWSADISC section 3.1.4), with the headers that go before it. Text that was not given is "".</summary>
public abstract record SoapRequest
{
    private SoapRequest()
    {
    }

    /// <summary>What is asked for.</summary>
    public SoapOperation Operation => this switch
    {
        GetUserSettings => SoapOperation.GetUserSettings,
        GetDomainSettings => SoapOperation.GetDomainSettings,
        GetFederationInformation => SoapOperation.GetFederationInformation,
        GetOrganizationRelationshipSettings => SoapOperation.GetOrganizationRelationshipSettings,
        _ => throw new UnreachableException(),
    };

    /// <summary>The version the client speaks, as it names it; see <see cref="ExchangeVersion"/>.</summary>
    public string RequestedServerVersion { get; init; } = "Exchange2010";

    /// <summary>The URL that is asked.</summary>
    public string To { get; init; } = "";

    /// <summary>What the answer is to refer to; federation asks with it.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Where the answer is to go: <see cref="SoapSchema.Anonymous"/>.</summary>
    public string ReplyTo { get; init; } = "";

    /// <summary>The settings of users.</summary>
    /// <param name="Mailboxes">Their addresses; the answers come in this order.</param>
    /// <param name="Settings">The names of the settings; see <see cref="UserSettingNames"/>.</param>
    /// <param name="RequestedVersion">The oldest version that will do.</param>
    public sealed record GetUserSettings(ImmutableArray<string> Mailboxes, ImmutableArray<string> Settings, string RequestedVersion) : SoapRequest
    {
        /// <inheritdoc/>
        public bool Equals(GetUserSettings? other) =>
            base.Equals(other) && Mailboxes.SequenceEqual(other.Mailboxes) && Settings.SequenceEqual(other.Settings) && RequestedVersion == other.RequestedVersion;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Mailboxes.Length, Settings.Length);
    }

    /// <summary>The settings of domains.</summary>
    /// <param name="Domains">The domains; the answers come in this order.</param>
    /// <param name="Settings">The names of the settings: <c>ExternalEwsUrl</c>, <c>ExternalEwsVersion</c>.</param>
    /// <param name="RequestedVersion">The oldest version that will do.</param>
    public sealed record GetDomainSettings(ImmutableArray<string> Domains, ImmutableArray<string> Settings, string RequestedVersion) : SoapRequest
    {
        /// <inheritdoc/>
        public bool Equals(GetDomainSettings? other) =>
            base.Equals(other) && Domains.SequenceEqual(other.Domains) && Settings.SequenceEqual(other.Settings) && RequestedVersion == other.RequestedVersion;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Domains.Length, Settings.Length);
    }

    /// <summary>Whom the organization of a domain trusts.</summary>
    public sealed record GetFederationInformation(string Domain) : SoapRequest;

    /// <summary>What organizations share.</summary>
    public sealed record GetOrganizationRelationshipSettings(ImmutableArray<string> Domains) : SoapRequest
    {
        /// <inheritdoc/>
        public bool Equals(GetOrganizationRelationshipSettings? other) => base.Equals(other) && Domains.SequenceEqual(other.Domains);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Domains.Length);
    }
}
