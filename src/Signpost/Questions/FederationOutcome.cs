using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;

namespace Signpost.Questions;

/// <summary>What came of asking one endpoint whom an organization trusts.</summary>
public abstract record FederationOutcome
{
    private FederationOutcome()
    {
    }

    /// <summary>It is federated.</summary>
    /// <param name="ApplicationUri">Under which name tokens are to be issued to it.</param>
    /// <param name="Domains">Its domains.</param>
    /// <param name="TokenIssuers">Whose tokens it takes.</param>
    public sealed record Federated(string ApplicationUri, ImmutableArray<string> Domains, ImmutableArray<TokenIssuer> TokenIssuers) : FederationOutcome
    {
        /// <inheritdoc/>
        public bool Equals(Federated? other) =>
            other is not null && ApplicationUri == other.ApplicationUri && Domains.SequenceEqual(other.Domains) && TokenIssuers.SequenceEqual(other.TokenIssuers);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(ApplicationUri, Domains.Length, TokenIssuers.Length);
    }

    /// <summary>It trusts nobody.</summary>
    /// <param name="Message">The server's words.</param>
    public sealed record NotFederated(string Message) : FederationOutcome;

    /// <summary>There is no answer from there.</summary>
    public sealed record Failed(ConversationOutcome Why) : FederationOutcome;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Federated => "federated",
        NotFederated => "not-federated",
        Failed => "failed",
        _ => throw new UnreachableException(),
    };

    /// <summary>The outcome in one clause.</summary>
    public string Describe() => this switch
    {
        Federated => "federated",
        NotFederated { Message: "" } => "not federated",
        NotFederated n => $"not federated: {n.Message}",
        Failed f => f.Why.Describe(),
        _ => throw new UnreachableException(),
    };
}
