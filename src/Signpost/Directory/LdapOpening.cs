using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Authentication.ExtendedProtection;
using System.Security.Cryptography.X509Certificates;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Directory;

/// <summary>Opens one connection.</summary>
/// <remarks>
/// 1. connect and protect, 2. log on, 3. share the connection and read the rootDSE. Each of the three has the time-out of an operation,
/// and is left when that is over, whatever the platform is waiting for.
/// </remarks>
internal sealed class LdapOpening(LdapServer server, DirectoryLogon logon, LdapOptions options, TimeProvider time, ITokenLogons contexts)
{
    private readonly string source = server.ToString();
    private string doing = "";
    private TlsVerdict? verdict;

    /// <summary>Opens it over a stream that is made by <paramref name="dialAsync"/>.</summary>
    public async Task<OpenOutcome> OpenAsync(Func<CancellationToken, Task<DialOutcome>> dialAsync, CancellationToken cancellationToken)
    {
        if (LdapBinder.Objection(server, logon) is { } objection)
        {
            return new OpenOutcome.Failed(objection);
        }

        LdapWire? wire = null;
        LdapConnection? connection = null;
        try
        {
            // 1. Connect and protect.
            ChannelBinding? binding = null;
            LdapDialogue? dialogue = null;
            var failure = await WithinAsync(
                async limited =>
                {
                    doing = "the connection";
                    switch (await dialAsync(limited))
                    {
                        case DialOutcome.Connected { Stream: var stream }:
                            wire = new LdapWire(stream);
                            dialogue = new LdapDialogue(wire, source, options.Trace);
                            return await ProtectAsync(dialogue, limited);
                        case DialOutcome.Failed { Reason: var reason }:
                            return new DirectoryFailure.Unreachable(source, reason);
                        default:
                            throw new UnreachableException();
                    }
                },
                cancellationToken);

            // 2. Log on.
            if (failure is null)
            {
                binding = (wire!.Stream as SslStream)?.TransportContext.GetChannelBinding(ChannelBindingKind.Endpoint);
                doing = "the logon";
                failure = await InTurnAsync(
                    () => WithinAsync(limited => new LdapBinder(dialogue!, server, contexts, binding).BindAsync(logon, limited), cancellationToken), cancellationToken);
            }

            if (failure is not null)
            {
                return new OpenOutcome.Failed(failure);
            }

            // 3. Share the connection.
            connection = new LdapConnection(wire!, source, options, time, dialogue!.LastId);
            wire = null;
            var outcome = await GreetAsync(connection, cancellationToken);
            if (outcome is OpenOutcome.Opened)
            {
                connection = null;
            }

            return outcome;
        }
        finally
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (wire?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>Logs on when no other server is judging the password, and not at all where one has refused it.</summary>
    private async Task<DirectoryFailure?> InTurnAsync(Func<Task<DirectoryFailure?>> bindAsync, CancellationToken cancellationToken)
    {
        if (options.Guard is not { } guard || logon is not DirectoryLogon.Password given)
        {
            return await bindAsync();
        }

        var same = new MailboxLogon.Password(given.User, given.Secret);
        using var turn = await guard.TurnAsync(cancellationToken);
        if (guard.RefusedBy(same) is { } other)
        {
            return new DirectoryFailure.BindRefused(source, $"{other} has refused the password already", "check --user and --password-file");
        }

        var failure = await bindAsync();
        if (failure is DirectoryFailure.BindRefused { IsPasswordRefused: true })
        {
            guard.Refuse(same, source);
        }

        return failure;
    }

    private async Task<OpenOutcome> GreetAsync(LdapConnection connection, CancellationToken cancellationToken) =>
        await connection.AskAsync(RootDseQuestion.Operation, [], "the question for its rootDSE", cancellationToken) switch
        {
            LdapReply.Answered { Answer.Code: LdapResult.Success, Entries: [var entry, ..] } =>
                new OpenOutcome.Opened(new LdapDirectory(connection, source, RootDse.From(entry), logon is DirectoryLogon.Anonymous, options)),
            LdapReply.Answered { Answer: { Code: not LdapResult.Success } refused } =>
                new OpenOutcome.Failed(new DirectoryFailure.Refused(source, refused.Code, OneLine.Of(refused.Diagnostic))),
            LdapReply.Answered => new OpenOutcome.Failed(new DirectoryFailure.Malformed(source, "a server without a rootDSE")),
            LdapReply.Failed { Failure: var failure } => new OpenOutcome.Failed(failure),
            _ => throw new UnreachableException(),
        };

    private async Task<DirectoryFailure?> ProtectAsync(LdapDialogue dialogue, CancellationToken cancellationToken)
    {
        if (server.Security is LdapSecurity.StartTls && await StartTlsAsync(dialogue, cancellationToken) is { } failure)
        {
            return failure;
        }

        return server.Security is LdapSecurity.None ? null : await SecureAsync(dialogue.Wire, cancellationToken);
    }

    private async Task<DirectoryFailure?> StartTlsAsync(LdapDialogue dialogue, CancellationToken cancellationToken)
    {
        doing = "StartTLS";
        return await dialogue.AskAsync(new LdapOperation.Extended(LdapOperation.Extended.StartTls, null), cancellationToken) switch
        {
            // What stands behind the answer came in clear, from anyone, and would be read as if TLS had protected it.
            LdapReply.Answered { Answer.Code: LdapResult.Success } when dialogue.Wire.HasUnread =>
                new DirectoryFailure.Malformed(source, "bytes in clear behind the answer to StartTLS"),
            LdapReply.Answered { Answer.Code: LdapResult.Success } => null,
            LdapReply.Answered { Answer: var refused } => new DirectoryFailure.Refused(
                source, refused.Code, $"no StartTLS there: {OneLine.Of(refused.Diagnostic)}; give --directory ldaps://{server.Host}"),
            LdapReply.Failed { Failure: var failure } => failure,
            _ => throw new UnreachableException(),
        };
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "the wire owns the stream, also where TLS fails")]
    private async Task<DirectoryFailure?> SecureAsync(LdapWire wire, CancellationToken cancellationToken)
    {
        doing = "TLS";
        var tls = new SslStream(wire.Stream, leaveInnerStreamOpen: false);
        wire.ChangeTo(tls);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = server.Host.Trim('[', ']'),
                    CertificateChainPolicy = TlsTrust.HandshakePolicy,    // as for a CAS
                    RemoteCertificateValidationCallback = Judge,
                },
                cancellationToken);
            return null;
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return verdict is { IsTrusted: false }
                ? new DirectoryFailure.Untrusted(source, verdict)
                : new DirectoryFailure.Unreachable(source, $"TLS failed: {LdapBreak.ReasonOf(failed)}");
        }
    }

    private bool Judge(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        verdict = options.Trust.Judge(server.Host.Trim('[', ']'), shown as X509Certificate2, chain, errors);
        return verdict.IsTrusted;
    }

    private Task<DirectoryFailure?> WithinAsync(Func<CancellationToken, Task<DirectoryFailure?>> workAsync, CancellationToken cancellationToken) =>
        TimeLimit.WithinAsync(options.Timeout, time, workAsync, () => new DirectoryFailure.TimedOut(source, doing, options.Timeout), cancellationToken);
}

/// <summary>What came of an attempt to reach a server.</summary>
internal abstract record DialOutcome
{
    private DialOutcome()
    {
    }

    /// <summary>Connected; the caller owns the stream.</summary>
    public sealed record Connected(Stream Stream) : DialOutcome;

    /// <summary>Not connected.</summary>
    public sealed record Failed(string Reason) : DialOutcome;
}
