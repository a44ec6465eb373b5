namespace Signpost.Logon;

/// <summary>Remembers for one run who refused which credentials: each refusal counts towards a lock-out, so that nobody else is given them.</summary>
internal sealed class LogonGuard
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string User, string Secret), string> refused = [];

    /// <summary>Who refused these credentials already; null while nobody has.</summary>
    public string? RefusedBy(MailboxLogon logon)
    {
        lock (gate)
        {
            return KeyOf(logon) is { } key ? refused.GetValueOrDefault(key) : null;
        }
    }

    /// <summary>Notes a refusal.</summary>
    /// <param name="logon">What was refused.</param>
    /// <param name="server">By whom.</param>
    public void Refuse(MailboxLogon logon, string server)
    {
        lock (gate)
        {
            if (KeyOf(logon) is { } key)
            {
                refused.TryAdd(key, server);
            }
        }
    }

    private static (string User, string Secret)? KeyOf(MailboxLogon logon) => logon switch
    {
        MailboxLogon.Password password => (password.User, password.Secret.Reveal()),
        MailboxLogon.Bearer bearer => ("", bearer.Token.Reveal()),
        _ => null,      // a ticket is no password: no refusal locks anybody out
    };
}
