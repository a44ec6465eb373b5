using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>What came of one question to the server.</summary>
internal abstract record LdapReply
{
    private LdapReply()
    {
    }

    /// <summary>It answered, be it by an error.</summary>
    /// <param name="Last">The message that ended the operation.</param>
    /// <param name="Answer">How it ended.</param>
    /// <param name="Controls">What came beside it.</param>
    /// <param name="Entries">What a search found.</param>
    /// <param name="References">How many referrals came along.</param>
    public sealed record Answered(
        LdapOperation Last, LdapAnswer Answer, ImmutableArray<LdapControl> Controls, ImmutableArray<DirectoryEntry> Entries, int References) : LdapReply;

    /// <summary>It did not.</summary>
    public sealed record Failed(DirectoryFailure Failure) : LdapReply;
}
