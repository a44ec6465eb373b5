using System.Collections.Immutable;
using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>The methods that a server offers, a user allows and his credentials are good for.</summary>
/// <param name="Offered">What the server offers, in its own words and order.</param>
/// <param name="GoodFor">What the credentials are good for, strongest first.</param>
/// <param name="Allowed">What of that the user allows.</param>
internal sealed record LogonChoice(ImmutableArray<string> Offered, ImmutableArray<LogonMethod> GoodFor, ImmutableArray<LogonMethod> Allowed)
{
    /// <summary>The methods to be tried.</summary>
    public ImmutableArray<LogonMethod> StrongestFirst => [.. Allowed.Where(IsOffered)];

    /// <summary>What the user may do where a logon by tokens fails: allow what else is offered, if anything is.</summary>
    public TokenRemedies Remedies
    {
        get
        {
            var others = GoodFor.Except(Allowed).Where(IsOffered).Select(Word).ToArray();
            var instead = others is [] ? "let the server offer another logon" : $"allow --auth {string.Join(" or ", others)}";
            return new TokenRemedies(
                NotTokens: instead,
                NotKerberos: instead,
                NotNtlm: instead,
                NotSealed: instead,
                Server: "ask for the server by the name that the directory has for its service, and compare the clocks of this machine and the KDC");
        }
    }

    public static LogonChoice Of(MailboxLogon logon, ImmutableArray<CasChallenge> challenges)
    {
        ImmutableArray<LogonMethod> goodFor = logon switch
        {
            MailboxLogon.CurrentUser => [LogonMethod.Negotiate],
            MailboxLogon.Password => [LogonMethod.Negotiate, LogonMethod.Ntlm, LogonMethod.Basic],
            MailboxLogon.Bearer => [LogonMethod.Bearer],
            _ => throw new UnreachableException(),
        };
        return new LogonChoice(
            [.. challenges.Select(challenge => challenge.Scheme).Distinct(StringComparer.OrdinalIgnoreCase)], goodFor, [.. goodFor.Where(logon.Methods.Contains)]);
    }

    /// <summary>Why nothing of it worked, and what may be done: one clause.</summary>
    public string Summary(ImmutableArray<(LogonMethod Method, CasLogonAttempt.InVain Why)> inVain)
    {
        var offers = $"it offers {(Offered is [] ? "no logon" : string.Join(", ", Offered))}";
        if (inVain is [])
        {
            return GoodFor.Any(IsOffered) ? $"{offers}; {Remedies.NotTokens}" : $"{offers}, and what was given is good for {string.Join(", ", GoodFor.Select(method => method.Scheme))} only";
        }

        var reasons = inVain is [var only] ? only.Why.Why : string.Join(", ", inVain.Select(one => $"{one.Method.Scheme}: {one.Why.Why}"));
        return $"{offers}, but {reasons}; {string.Join("; ", inVain.Select(one => one.Why.Remedy).Distinct())}";
    }

    private bool IsOffered(LogonMethod method) => Offered.Contains(method.Scheme, StringComparer.OrdinalIgnoreCase);

    private static string Word(LogonMethod method) => method.Scheme.ToLowerInvariant();
}
