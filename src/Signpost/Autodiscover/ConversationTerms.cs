using System.Collections.Immutable;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Autodiscover;

/// <summary>What all conversations of a round have in common.</summary>
/// <param name="Address">Whose settings are wanted.</param>
/// <param name="Question">What is asked, in which dialects.</param>
/// <param name="Policy">Where redirects may lead, and which hosts may have the password.</param>
/// <param name="Consent">What the user allowed beside that.</param>
/// <param name="Guard">Who refused the credentials.</param>
/// <param name="Logon">How one logs on.</param>
internal sealed record ConversationTerms(
    MailboxAddress Address, AutodiscoverQuestion Question, RedirectPolicy Policy, HostConsent Consent, LogonGuard Guard, CasLogon Logon)
{
    /// <summary>The domains that are the user's own: that of the address asked for, and of those that a host of trust sent us on to.</summary>
    public ImmutableArray<string> OwnDomains { get; init; } = [Address.Domain];

    /// <summary>A question of its own, asked instead of <see cref="Question"/>; null asks that.</summary>
    public IAutodiscoverDialect? Own { get; init; }

    /// <summary>Whether the address itself was only heard of: then its domain names no host of trust.</summary>
    public bool IsAddressHearsay => !OwnDomains.Any(domain => RedirectPolicy.IsIn(Address.Domain, domain));

    /// <summary>The dialects for one host, in the order they are tried.</summary>
    public ImmutableArray<IAutodiscoverDialect> Dialects() => Own is { } own ? [own] : [.. Question.Dialects.Select(DialectOf)];

    /// <summary>A dialect for one host.</summary>
    public IAutodiscoverDialect DialectOf(AutodiscoverDialect dialect) => dialect switch
    {
        AutodiscoverDialect.Pox => new PoxDialect(Address, Question),
        AutodiscoverDialect.Soap => new SoapDialect(Address),
        AutodiscoverDialect.Json => new JsonDialect(Address, mayBeReferred: Question.Dialects.Length > 1),
        _ => throw new UnreachableException(),
    };
}
