using System.Collections.Immutable;
using Signpost.Directory;

namespace Signpost.Sites;

/// <summary>A ping as a message of LDAP (MS-ADTS section 6.3.3.1): a search of the rootDSE, by nobody in particular.</summary>
/// <param name="Id">Ties the answer to the question.</param>
/// <param name="Netlogon">What is asked.</param>
internal sealed record PingQuestion(int Id, NetlogonQuestion Netlogon)
{
    /// <summary>The question as bytes; the same over UDP and TCP.</summary>
    public byte[] Write() => new LdapMessage(Id, new LdapOperation.Search(
        new DirectorySearch("", SearchScope.Base, NetlogonPing.Filter(Netlogon), [NetlogonPing.Attribute]), 0, 0)).Write();

    /// <summary>What these messages say to the question; null while they say nothing.</summary>
    /// <exception cref="NetlogonFormatException">They carry an answer that is none.</exception>
    public PingReply? Read(ImmutableArray<LdapMessage> messages)
    {
        foreach (var message in messages.Where(message => message.Id == Id))
        {
            switch (message.Operation)
            {
                case LdapOperation.SearchEntry { Entry: var entry } when entry.Values(NetlogonPing.Attribute) is [var blob, ..]:
                    return new PingReply.Said(NetlogonPing.Read(blob.Span));
                case LdapOperation.SearchDone { Answer.Code: LdapResult.Success }:
                    // No entry, and no error: that is how a domain controller says that the domain is not its own.
                    return new PingReply.NotMine();
                case LdapOperation.SearchDone { Answer: var refusal }:
                    return new PingReply.Refused($"answered {LdapResult.NameOf(refusal.Code)}");
            }
        }

        return null;
    }
}

/// <summary>What a server says to a ping.</summary>
internal abstract record PingReply
{
    private PingReply()
    {
    }

    public sealed record Said(NetlogonAnswer Answer) : PingReply;

    public sealed record NotMine : PingReply;

    public sealed record Refused(string Why) : PingReply;
}
