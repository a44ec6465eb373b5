using Signpost.Tracing;

namespace Signpost.Directory;

/// <summary>One question at a time, before a connection is shared: StartTLS and the logon tolerate no other operation beside them (RFC 4511 sections 4.2.1 and 4.14.1).</summary>
internal sealed class LdapDialogue(LdapWire wire, string server, Trace? trace)
{
    public LdapWire Wire => wire;

    /// <summary>The id of the last question.</summary>
    public int LastId { get; private set; }

    /// <summary>Asks, and waits for the answer. Only cancellation is thrown.</summary>
    public async Task<LdapReply> AskAsync(LdapOperation question, CancellationToken cancellationToken)
    {
        var reply = await ReplyToAsync(question, cancellationToken);
        if (trace is { KeepsWire: true })
        {
            trace.Exchange(server, LdapWords.Of(question, []), LdapWords.Of(reply));
        }

        return reply;
    }

    private async Task<LdapReply> ReplyToAsync(LdapOperation question, CancellationToken cancellationToken)
    {
        try
        {
            var hearing = new LdapHearing(server, question);
            await wire.WriteAsync(new LdapMessage(++LastId, question).Write(), cancellationToken);
            while (await wire.ReadAsync(cancellationToken) is { } message)
            {
                if (LdapBreak.Disconnection(server, message) is { } farewell)
                {
                    return new LdapReply.Failed(farewell);
                }

                if (message.Id == LastId && hearing.Hear(message) is { } reply)
                {
                    return reply;
                }
            }

            return new LdapReply.Failed(LdapBreak.Closed(server));
        }
        catch (Exception broken) when (LdapBreak.IsBreak(broken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new LdapReply.Failed(LdapBreak.Of(server, broken));
        }
    }
}
