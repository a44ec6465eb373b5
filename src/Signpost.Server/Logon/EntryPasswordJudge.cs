using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Logon;

/// <summary>Judges passwords by what a forest in a file says of them: for small set-ups and tests, where there is no server to log on at.</summary>
public sealed class EntryPasswordJudge(KeptForest forest, MailboxConfiguration mailboxes) : IPasswordJudge
{
    private const int AccountDisabled = 2;      // MS-ADTS section 2.2.16, ADS_UF_ACCOUNTDISABLE

    private static readonly ImmutableArray<string> Attributes = ["userPassword", "userPrincipalName", "sAMAccountName", "uid", "userAccountControl"];

    // As much work for an unknown user as for a wrong password.
    private static readonly OctetString Nobody = new("{SSHA512}" + Convert.ToBase64String(new byte[72]));

    /// <inheritdoc/>
    public async ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (UserName.Parse(user) is not { } name || password.Reveal() is "")
        {
            return new LogonVerdict.Refused(password.Reveal() is "" ? "empty-password" : "malformed", user);
        }

        var outcome = await forest.SearchAsync(
            rootDse => new DirectorySearch(
                mailboxes.BaseDn is "" ? rootDse.DefaultNamingContext : mailboxes.BaseDn, SearchScope.Subtree,
                LdapFilter.AllOf(MailboxQuestion.People, new LdapFilter.Or(Claims(name, AcceptedDomains.DomainOf(rootDse.DefaultNamingContext)))), Attributes),
            cancellationToken);
        if (outcome is not SearchOutcome.Completed { Entries: var entries })
        {
            return new LogonVerdict.Away(KeptForest.Words(((SearchOutcome.Failed)outcome).Failure));
        }

        // Two of one name are nobody.
        var entry = entries is [var only] ? only : null;
        ImmutableArray<OctetString> stored = entry?.Values("userPassword") is [_, ..] values ? values : [Nobody];
        var isRight = false;
        foreach (var one in stored)
        {
            isRight |= StoredPassword.IsRight(one, password);
        }

        return entry is null || !isRight ? new LogonVerdict.Refused("bad-password", user)
            : IsDisabled(entry) ? new LogonVerdict.Refused("account-disabled", user)
            : new LogonVerdict.Accepted(new Caller(entry.Text("userPrincipalName") ?? entry.Text("sAMAccountName") ?? entry.Text("uid") ?? user, "Basic"));
    }

    private static ImmutableArray<LdapFilter> Claims(UserName name, string domain) => name switch
    {
        UserName.Principal principal =>
        [
            LdapFilter.Is("userPrincipalName", principal.Whole), LdapFilter.Is("mail", principal.Whole), LdapFilter.Is("proxyAddresses", $"smtp:{principal.Whole}"),
            .. UserName.IsDomain(principal.Domain, domain) ? Accounts(principal.User) : [],
        ],
        UserName.DownLevel account when UserName.IsDomain(account.Domain, domain) => Accounts(account.User),
        UserName.Bare { User: var account } => Accounts(account),
        _ => [],
    };

    private static ImmutableArray<LdapFilter> Accounts(string name) => [LdapFilter.Is("sAMAccountName", name), LdapFilter.Is("uid", name)];

    private static bool IsDisabled(DirectoryEntry entry) => int.TryParse(entry.Text("userAccountControl"), out var flags) && (flags & AccountDisabled) != 0;
}
