using System.Collections.Immutable;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>What <c>autodiscover.svc</c> answers (MS-OXWSADISC section 3.1.4), with the headers that go before it. Text that was not given is "".</summary>
public abstract record SoapResponse
{
    private SoapResponse()
    {
    }

    /// <summary>Which Exchange answers; null where it does not say.</summary>
    public ServerVersionInfo? Server { get; init; }

    /// <summary>The <see cref="SoapRequest.MessageId"/> it answers.</summary>
    public string RelatesTo { get; init; } = "";

    /// <summary>The answer that a call failed: it has the shape of its operation and nothing in it.</summary>
    public static SoapResponse Failed(SoapOperation operation, SoapErrorCode code, string message) => operation switch
    {
        SoapOperation.GetUserSettings => new GetUserSettings(code, message, []),
        SoapOperation.GetDomainSettings => new GetDomainSettings(code, message, []),
        SoapOperation.GetFederationInformation => new GetFederationInformation(code, message, "", [], []),
        SoapOperation.GetOrganizationRelationshipSettings => new GetOrganizationRelationshipSettings(code, message, []),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <summary>The settings of users.</summary>
    /// <param name="ErrorCode">How the call went; what became of a single user is with that user.</param>
    /// <param name="ErrorMessage">The server's words.</param>
    /// <param name="Users">In the order of the request; fewer of them where the server was busy.</param>
    public sealed record GetUserSettings(SoapErrorCode ErrorCode, string ErrorMessage, ImmutableArray<UserResponse> Users) : SoapResponse
    {
        /// <inheritdoc/>
        public bool Equals(GetUserSettings? other) =>
            base.Equals(other) && ErrorCode == other.ErrorCode && ErrorMessage == other.ErrorMessage && Users.SequenceEqual(other.Users);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ErrorCode, ErrorMessage, Users.Length);
    }

    /// <summary>The settings of domains.</summary>
    /// <param name="ErrorCode">How the call went.</param>
    /// <param name="ErrorMessage">The server's words.</param>
    /// <param name="Domains">In the order of the request; fewer of them where the server was busy.</param>
    public sealed record GetDomainSettings(SoapErrorCode ErrorCode, string ErrorMessage, ImmutableArray<DomainResponse> Domains) : SoapResponse
    {
        /// <inheritdoc/>
        public bool Equals(GetDomainSettings? other) =>
            base.Equals(other) && ErrorCode == other.ErrorCode && ErrorMessage == other.ErrorMessage && Domains.SequenceEqual(other.Domains);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ErrorCode, ErrorMessage, Domains.Length);
    }

    /// <summary>Whom the organization trusts.</summary>
    /// <param name="ErrorCode">How the call went.</param>
    /// <param name="ErrorMessage">The server's words.</param>
    /// <param name="ApplicationUri">Under which name tokens are to be issued to it.</param>
    /// <param name="Domains">Its domains.</param>
    /// <param name="TokenIssuers">Whose tokens it takes.</param>
    public sealed record GetFederationInformation(
        SoapErrorCode ErrorCode, string ErrorMessage, string ApplicationUri, ImmutableArray<string> Domains, ImmutableArray<TokenIssuer> TokenIssuers)
        : SoapResponse
    {
        /// <inheritdoc/>
        public bool Equals(GetFederationInformation? other) =>
            base.Equals(other)
            && ErrorCode == other.ErrorCode
            && ErrorMessage == other.ErrorMessage
            && ApplicationUri == other.ApplicationUri
            && Domains.SequenceEqual(other.Domains)
            && TokenIssuers.SequenceEqual(other.TokenIssuers);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ErrorCode, ApplicationUri, Domains.Length, TokenIssuers.Length);
    }

    /// <summary>What organizations share.</summary>
    /// <param name="ErrorCode">How the call went.</param>
    /// <param name="ErrorMessage">The server's words.</param>
    /// <param name="Relationships">With whom, and what.</param>
    public sealed record GetOrganizationRelationshipSettings(
        SoapErrorCode ErrorCode, string ErrorMessage, ImmutableArray<OrganizationRelationship> Relationships) : SoapResponse
    {
        /// <inheritdoc/>
        public bool Equals(GetOrganizationRelationshipSettings? other) =>
            base.Equals(other) && ErrorCode == other.ErrorCode && ErrorMessage == other.ErrorMessage && Relationships.SequenceEqual(other.Relationships);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ErrorCode, ErrorMessage, Relationships.Length);
    }

    /// <summary>The call failed as a whole; it comes with HTTP 500 (SOAP 1.1 sections 4.4 and 6.2).</summary>
    /// <param name="Code">Without prefix: <c>Client</c> or <c>Server</c>, or a word of the server's.</param>
    /// <param name="Text">What happened, in the server's words.</param>
    /// <param name="ErrorCode">The code in the details; "" where there is none.</param>
    /// <param name="Message">The words in the details.</param>
    public sealed record Fault(string Code, string Text, SoapErrorCode ErrorCode, string Message) : SoapResponse;
}
