using System.Collections.Immutable;

namespace Signpost.Logon;

/// <summary>Who logs on at the CAS.</summary>
public abstract record MailboxLogon
{
    private MailboxLogon()
    {
    }

    /// <summary>The methods the user allows; all, unless fewer are given. Their order does not matter: the strongest that the server offers is taken.</summary>
    public ImmutableHashSet<LogonMethod> Methods { get; init; } = [LogonMethod.Negotiate, LogonMethod.Ntlm, LogonMethod.Basic, LogonMethod.Bearer];

    /// <summary>Who logs on, in words.</summary>
    public string Who => this switch
    {
        Password password => password.User,
        CurrentUser => "the Kerberos ticket's user",
        Bearer => "the token's user",
        _ => throw new UnreachableException(),
    };

    /// <summary>Whoever runs this process: the Kerberos ticket.</summary>
    /// <param name="IfAny">Without a ticket the CAS is found without its settings, and nothing is wrong with that.</param>
    public sealed record CurrentUser(bool IfAny = false) : MailboxLogon;

    /// <summary>A user with a password: Kerberos, NTLM or Basic.</summary>
    /// <param name="User"><c>ann@example.org</c>, <c>EXAMPLE\ann</c>, or as the server wants it.</param>
    /// <param name="Secret">The password.</param>
    public sealed record Password(string User, Secret Secret) : MailboxLogon;

    /// <summary>Whoever a token was issued to.</summary>
    public sealed record Bearer(Secret Token) : MailboxLogon;
}
