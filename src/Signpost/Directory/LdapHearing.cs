using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>Gathers the messages that answer one question.</summary>
internal sealed class LdapHearing(string server, LdapOperation question)
{
    private readonly ImmutableArray<DirectoryEntry>.Builder entries = ImmutableArray.CreateBuilder<DirectoryEntry>();
    private int references;

    /// <summary>The reply, when the message completes it.</summary>
    public LdapReply? Hear(LdapMessage message)
    {
        switch (question, message.Operation)
        {
            case (LdapOperation.Search, LdapOperation.SearchEntry found):
                entries.Add(found.Entry);
                return null;
            case (LdapOperation.Search, LdapOperation.SearchReference):
                references++;
                return null;
            case (LdapOperation.Search, LdapOperation.SearchDone done):
                return Ended(message, done.Answer);
            case (LdapOperation.SimpleBind or LdapOperation.SaslBind, LdapOperation.BindDone done):
                return Ended(message, done.Answer);
            case (LdapOperation.Modify, LdapOperation.ModifyDone done):
                return Ended(message, done.Answer);
            case (LdapOperation.Add, LdapOperation.AddDone done):
                return Ended(message, done.Answer);
            case (LdapOperation.Delete, LdapOperation.DeleteDone done):
                return Ended(message, done.Answer);
            case (LdapOperation.Extended, LdapOperation.ExtendedDone done):
                return Ended(message, done.Answer);
            default:
                return new LdapReply.Failed(new DirectoryFailure.Malformed(
                    server, $"a {message.Operation.GetType().Name} does not answer a {question.GetType().Name}"));
        }
    }

    private LdapReply.Answered Ended(LdapMessage message, LdapAnswer answer) =>
        new(message.Operation, answer, message.Controls, entries.DrainToImmutable(), references);
}
