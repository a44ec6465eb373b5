using System.Collections.Immutable;
using Signpost.Autodiscover;

namespace Signpost.Doctor.Clients;

/// <summary>What a client does wherever clients differ.</summary>
internal sealed record ClientHabits
{
    /// <summary>Its passes through the steps; the next one begins where the one before found nothing.</summary>
    public required ImmutableArray<ClientPass> Passes { get; init; }

    public required Habit<ScpHabit> Scps { get; init; }

    public required Habit<SrvPortHabit> SrvPort { get; init; }

    public required Habit<SrvChoice> SrvChoice { get; init; }

    /// <summary>How many of the SRV records it tries.</summary>
    public required Habit<int> SrvTries { get; init; }

    public required Habit<RedirectHabit> Redirects { get; init; }

    public required Habit<HttpTarget> HttpTargets { get; init; }

    public required Habit<RepeatedAddress> RepeatedAddress { get; init; }

    /// <summary>How many other addresses it keeps until nothing of its own is left to ask; null where the search begins again at once.</summary>
    public Habit<int>? AddressesLater { get; init; }

    /// <summary>Why a redirect to a URL in an answer leads it nowhere; null where it follows.</summary>
    public ClientRule? LeavesAnsweredUrls { get; init; }

    /// <summary>Why settings without ASUrl are nothing to it; null where they are what it looks for.</summary>
    public ClientRule? NeedsAsUrl { get; init; }

    public required Habit<ErrorHabit> Errors { get; init; }

    /// <summary>Whether HTTP 456, the account is locked, ends the search.</summary>
    public required Habit<bool> LockedEnds { get; init; }

    public required Habit<CertificateHabit> Certificates { get; init; }

    public required Habit<HostLookup> Lookup { get; init; }

    public required Habit<ConsentHabit> Consent { get; init; }

    public required Habit<LogonHabit> Logon { get; init; }

    /// <summary>Whether a first answer that neither lets in nor offers a logon it knows ends the search.</summary>
    public required Habit<bool> NeedsOffer { get; init; }

    /// <summary>What it makes of an endpoint that refuses the logon: for all of them, not the end.</summary>
    public required ClientRule RefusedLogon { get; init; }

    /// <summary>What it makes of a dead endpoint, or of one that is no Autodiscover endpoint: for all of them, not the end.</summary>
    public required ClientRule UselessAnswer { get; init; }

    /// <summary>What is worth knowing and changes nothing in the replay.</summary>
    public ImmutableArray<ClientRule> Remarks { get; init; } = [];

    public IEnumerable<ClientRule> Rules =>
    [
        .. Passes.Select(pass => pass.Rule), .. Passes.Select(pass => pass.Patience.Rule), Scps.Rule, SrvPort.Rule, SrvChoice.Rule, SrvTries.Rule, Redirects.Rule,
        HttpTargets.Rule, RepeatedAddress.Rule, Errors.Rule, LockedEnds.Rule, Certificates.Rule, Lookup.Rule, Consent.Rule, Logon.Rule, NeedsOffer.Rule, RefusedLogon, UselessAnswer,
        .. new[] { AddressesLater?.Rule, LeavesAnsweredUrls, NeedsAsUrl }.OfType<ClientRule>(), .. Remarks,
    ];
}

/// <summary>What a client does at one point, and the rule that is read from.</summary>
internal readonly record struct Habit<T>(T Value, ClientRule Rule)
{
    public Habit(T value, string what, string source)
        : this(value, new ClientRule(what, source))
    {
    }
}

/// <summary>Once through the steps, in one dialect.</summary>
/// <param name="Dialect">What it speaks.</param>
/// <param name="Path">The path it asks at, in its own spelling.</param>
/// <param name="Habit">How it goes about it at a host.</param>
/// <param name="Patience">How long it waits for an endpoint that does not answer.</param>
/// <param name="Rule">Why there is this pass.</param>
internal sealed record ClientPass(AutodiscoverDialect Dialect, string Path, HostHabit Habit, Habit<Patience> Patience, ClientRule Rule)
{
    /// <summary>The path of the URLs it makes of names; who keeps only the host looks at that of POX first.</summary>
    public string NamedPath => Habit is HostHabit.ProbesTheHost ? "/autodiscover/autodiscover.xml" : Path;
}

/// <summary>How a client treats the host of a URL that it was told.</summary>
internal enum HostHabit
{
    /// <summary>It asks at the URL as it is.</summary>
    AsksTheUrl,

    /// <summary>It keeps the host only, and first looks for <c>X-SOAP-Enabled</c> there.</summary>
    ProbesTheHost,
}

/// <summary>What a dead endpoint costs.</summary>
internal readonly record struct Patience(TimeSpan Timeout, int Tries)
{
    public TimeSpan Cost => Timeout * Tries;
}

/// <summary>Whether a client reads SCPs, and in which order.</summary>
internal enum ScpHabit
{
    Never,

    /// <summary>In-site sorted, then all others by creation.</summary>
    TwoLists,

    /// <summary>In-site, siteless in reverse, out-of-site, as the directory listed them; none at all where the site is unknown.</summary>
    ThreeTiers,
}

/// <summary>What a client makes of the port of an SRV record.</summary>
internal enum SrvPortHabit
{
    /// <summary>It asks on port 443 whatever the record says.</summary>
    Ignores,

    /// <summary>It drops every record of another port.</summary>
    Only443,
}

/// <summary>Which SRV record a client takes first.</summary>
internal enum SrvChoice
{
    Rfc2782,

    /// <summary>The numerically largest priority: the last resort of everybody else.</summary>
    LargestPriority,
}

/// <summary>Which redirects a client follows.</summary>
/// <param name="Statuses">The HTTP statuses.</param>
/// <param name="Max">How many.</param>
/// <param name="InAll">Whether they are counted through the whole discovery, so that one too many ends it; else for each URL.</param>
/// <param name="RefusesRepeats">Whether it remembers where it has been.</param>
/// <param name="LeavesHttps">Whether it follows to plain http.</param>
internal sealed record RedirectHabit(ImmutableArray<int> Statuses, int Max, bool InAll, bool RefusesRepeats, bool LeavesHttps = false);

/// <summary>Where the redirect of the plain http step may lead.</summary>
internal enum HttpTarget
{
    /// <summary>There is no such step.</summary>
    None,

    /// <summary>To a path of POX Autodiscover.</summary>
    PoxPath,

    /// <summary>Anywhere on https.</summary>
    AnyHttps,
}

/// <summary>What a client does when it is redirected to an address that it has asked for.</summary>
internal enum RepeatedAddress
{
    /// <summary>The URL has failed, the next one is asked.</summary>
    FailsTheUrl,

    /// <summary>Discovery fails.</summary>
    EndsIt,

    /// <summary>It starts again without SCPs.</summary>
    DropsScps,
}

/// <summary>Whether an Autodiscover error ends the search.</summary>
internal enum ErrorHabit
{
    Never,

    /// <summary>Not that of a server an SCP led to.</summary>
    OutsideScp,

    /// <summary>Not one that only says that the server can't answer now.</summary>
    UnlessPassing,
}

/// <summary>What a client does about a bad certificate.</summary>
internal enum CertificateHabit
{
    FailsTheUrl,

    /// <summary>The user is asked about a wrong name; any other fault fails the URL.</summary>
    PromptsForName,
}

/// <summary>How a client looks up a host.</summary>
internal enum HostLookup
{
    AsTheSystem,

    /// <summary>A host without an A record, or with a port behind its name, does not exist for it.</summary>
    ARecordOfAuthority,
}

/// <summary>Who is asked before a host is trusted that only a redirect from plain http or an SRV record names.</summary>
internal enum ConsentHabit
{
    Nobody,
    User,

    /// <summary>The program that uses the library.</summary>
    Program,
}

/// <summary>How a client chooses among the logons that are offered.</summary>
internal enum LogonHabit
{
    AsOffered,

    /// <summary>The strongest that it knows, and no other if that does not work.</summary>
    StrongestOnly,

    /// <summary>Basic with the first request, before anybody asks for it.</summary>
    BasicAtOnce,
}
