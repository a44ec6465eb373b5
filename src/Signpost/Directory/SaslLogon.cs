using Signpost.Logon;

namespace Signpost.Directory;

/// <summary>The exchange of tokens of one logon (RFC 4513 section 5.2), and the protection that it agrees upon.</summary>
/// <remarks>
/// GSSAPI (RFC 4752) agrees upon the layer in two messages of its own; GSS-SPNEGO (MS-ADTS section 5.1.1.1.2) has what the tokens agreed upon.
/// Within TLS there is none: Active Directory refuses to seal twice.
/// </remarks>
internal sealed class SaslLogon(LdapDialogue dialogue, string server, ITokenLogon context, TokenRequest request)
{
    private const int MaxRounds = 16;
    private const int MaxOverhead = 512;    // of any token over the bytes in it: no API says how much it is
    private const int UsualPiece = 64 * 1024;

    private const byte LayerNone = 1;
    private const byte LayerSealed = 4;

    private int longestSent = UsualPiece - MaxOverhead;
    private bool hasChosenLayer;

    private string Mechanism => request.IsKerberos ? "GSSAPI" : "GSS-SPNEGO";

    private string Name => request.IsKerberos ? "Kerberos" : "NTLM";

    /// <summary>Logs on; the wire is sealed afterwards, where it shall be.</summary>
    /// <param name="onNoService">Whether the failure was that this name of the server is not known to Kerberos.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<BindAttempt> RunAsync(Action onNoService, CancellationToken cancellationToken)
    {
        var token = Array.Empty<byte>();
        var isComplete = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            // 1. Our next token, or, once the context is complete, our choice of a layer.
            byte[] outgoing;
            if (!isComplete)
            {
                switch (await context.StepAsync(token, cancellationToken))
                {
                    case TokenStep.Token next:
                        (outgoing, isComplete) = (next.Bytes, next.IsComplete);
                        break;
                    case TokenStep.Failed failed:
                        return Failed(failed, onNoService);
                    default:
                        throw new UnreachableException();
                }
            }
            else if (request.IsKerberos && !hasChosenLayer && token is not [])
            {
                if (!TryChooseLayer(token, out outgoing, out var why))
                {
                    return why;
                }
            }
            else
            {
                outgoing = [];
            }

            // 2. The server's.
            switch (await dialogue.AskAsync(new LdapOperation.SaslBind("", Mechanism, new OctetString(outgoing)), cancellationToken))
            {
                case LdapReply.Answered { Answer.Code: LdapResult.SaslBindInProgress, Last: LdapOperation.BindDone done }:
                    token = done.ServerCredentials?.Span.ToArray() ?? [];
                    break;
                case LdapReply.Answered { Answer.Code: LdapResult.Success, Last: LdapOperation.BindDone done }:
                    return await FinishAsync(isComplete, done.ServerCredentials?.Span.ToArray() ?? [], cancellationToken);
                case LdapReply.Answered { Answer: var refused }:
                    return BindWords.Refusal(refused, Name, isWithinTls: !request.Seals);
                case LdapReply.Failed { Failure: var failure }:
                    return new BindAttempt.Broken(failure);
                default:
                    throw new UnreachableException();
            }
        }

        return new BindAttempt.Broken(new DirectoryFailure.Malformed(server, "a logon that does not end"));
    }

    private static BindAttempt Failed(TokenStep.Failed failed, Action onNoService)
    {
        if (failed.Fault is TokenFault.NoSuchService)
        {
            onNoService();
        }

        return failed.Fault is TokenFault.Refused
            ? new BindAttempt.Refused(failed.Why, failed.Remedy, failed.Password)
            : new BindAttempt.NotHere(failed.Why, failed.Remedy, failed.Password);
    }

    // The server says yes; but it must have shown that it is the server, and the connection must be sealed where that was the condition.
    private async Task<BindAttempt> FinishAsync(bool isComplete, byte[] token, CancellationToken cancellationToken)
    {
        if (!isComplete && await context.StepAsync(token, cancellationToken) is not TokenStep.Token { IsComplete: true })
        {
            return new BindAttempt.Refused($"the server ended {Name} before it had proved who it is", "name the domain controller itself in --directory");
        }

        if (!request.Seals)
        {
            return new BindAttempt.Done();
        }

        if (!context.CanSeal || (request.IsKerberos && !hasChosenLayer))
        {
            return new BindAttempt.NotHere($"{Name} does not seal the connection", BindWords.GiveTls);
        }

        if (dialogue.Wire.HasUnread)
        {
            return new BindAttempt.Broken(new DirectoryFailure.Malformed(server, "bytes in clear behind the answer to the logon"));
        }

        dialogue.Wire.ChangeTo(new SaslStream(dialogue.Wire.Stream, context, seals: true, longestSent));
        return new BindAttempt.Done();
    }

    // RFC 4752 section 3.1: the offer is four bytes, the layers as bits and the longest piece the server takes; the choice is alike.
    private bool TryChooseLayer(byte[] token, out byte[] choice, out BindAttempt why)
    {
        choice = [];
        byte[] offer;
        try
        {
            offer = context.Unwrap(token, out _);
        }
        catch (InvalidDataException broken)
        {
            why = new BindAttempt.Broken(new DirectoryFailure.Malformed(server, broken.Message));
            return false;
        }

        var wanted = request.Seals ? LayerSealed : LayerNone;
        if (offer is not [var layers, _, _, _] || (layers & wanted) == 0)
        {
            why = new BindAttempt.NotHere(
                request.Seals ? "the server does not offer to seal the connection" : "the server wants to seal what TLS seals already",
                request.Seals ? BindWords.GiveTls : "give --directory ldap://HOST");
            return false;
        }

        longestSent = Math.Clamp(((offer[1] << 16) | (offer[2] << 8) | offer[3]) - MaxOverhead, 1024, UsualPiece - MaxOverhead);
        const int Most = SaslStream.LongestToken;
        byte[] ours = request.Seals ? [wanted, Most >> 16, Most >> 8 & 0xff, Most & 0xff] : [wanted, 0, 0, 0];
        choice = context.Wrap(ours, seal: false);
        hasChosenLayer = true;
        why = new BindAttempt.Done();
        return true;
    }
}
