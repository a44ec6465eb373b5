using Signpost.Logon;

namespace Signpost.Transport;

/// <summary>What came of a logon by one method.</summary>
internal abstract record CasLogonAttempt
{
    private CasLogonAttempt()
    {
    }

    /// <summary>The server took the credentials.</summary>
    public sealed record Answered(CasResponse Response) : CasLogonAttempt;

    /// <summary>The method does not work here or there, and no password was refused: another one may be tried.</summary>
    public sealed record InVain(string Why, string Remedy) : CasLogonAttempt;

    /// <summary>The password or the token was refused: nothing more is sent.</summary>
    /// <param name="Why">The reason, where one was given.</param>
    public sealed record Refused(string Why) : CasLogonAttempt;

    /// <summary>The request did not come through.</summary>
    public sealed record Failed(HttpOutcome Http) : CasLogonAttempt;

    /// <summary>Of a logon by tokens that does not even begin.</summary>
    public static CasLogonAttempt Of(TokenStep.Failed failed, TokenRequest what) => failed.Fault is TokenFault.Refused && what.Identity is not null
        ? new Refused(failed.Why)
        : new InVain(failed.Why, failed.Remedy);
}
