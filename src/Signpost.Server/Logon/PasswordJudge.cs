using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Logon;

/// <summary>Who judges passwords, by what kind of directory there is.</summary>
public static class PasswordJudge
{
    /// <summary>A server judges by a logon there, a forest in a file by what it holds. What it says is not remembered yet: that is for <see cref="CachedPasswords"/>.</summary>
    public static IPasswordJudge For(ServerConfiguration configuration, KeptForest forest, IMailboxDirectory mailboxes, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Directory.Forest is ForestChoice.File or ForestChoice.Open
            ? new EntryPasswordJudge(forest, configuration.Mailboxes)
            : new LdapPasswordJudge(forest, mailboxes, configuration.Directory, configuration.Logon.Basic ?? new BasicConfiguration(), time);
    }
}
