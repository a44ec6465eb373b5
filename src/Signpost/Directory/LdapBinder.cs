using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Authentication.ExtendedProtection;
using Signpost.Logon;

namespace Signpost.Directory;

/// <summary>Logs on at a server by the mechanisms that a logon allows, one after the other, until one works or a password is refused.</summary>
internal sealed class LdapBinder(LdapDialogue dialogue, LdapServer server, ITokenLogons contexts, ChannelBinding? binding)
{
    private RootDse? greeting;

    private bool IsProtected => server.Security is not LdapSecurity.None;

    private string Host => server.Host.Trim('[', ']');

    /// <summary>Why a logon need not even be tried; null where it may be.</summary>
    public static DirectoryFailure? Objection(LdapServer server, DirectoryLogon logon) => logon switch
    {
        DirectoryLogon.Password { Mechanism: LogonMechanism.Simple } when server.Security is LdapSecurity.None => new DirectoryFailure.BindRefused(
            server.ToString(), "a simple bind would send the password unprotected", $"give --starttls, or --directory ldaps://{server.Host}"),

        // RFC 4513 section 5.1.2: a server takes a name without a password for nobody, and says success.
        DirectoryLogon.Password { User: "" } => new DirectoryFailure.BindRefused(server.ToString(), "the user is empty", "give --user"),
        DirectoryLogon.Password { Secret: var secret } when secret.Reveal() is "" =>
            new DirectoryFailure.BindRefused(server.ToString(), "the password is empty", "give --password-file"),
        _ => null,
    };

    /// <summary>Logs on; null is success.</summary>
    public async Task<DirectoryFailure?> BindAsync(DirectoryLogon logon, CancellationToken cancellationToken)
    {
        // RFC 4513 section 4: a new connection is nobody's.
        if (logon is DirectoryLogon.Anonymous)
        {
            return null;
        }

        var inVain = ImmutableArray.CreateBuilder<(string Mechanism, BindAttempt.NotHere Why)>();
        foreach (var (mechanism, bindAsync) in Attempts(logon))
        {
            switch (await bindAsync(cancellationToken))
            {
                case BindAttempt.Done:
                    return null;
                case BindAttempt.NotHere why:
                    inVain.Add((mechanism, why));
                    break;
                case BindAttempt.Refused refused:
                    return new DirectoryFailure.BindRefused(server.ToString(), refused.Reason, refused.Remedy) { IsPasswordRefused = true, Fault = refused.Fault };
                case BindAttempt.Broken { Failure: var failure }:
                    return failure;
                default:
                    throw new UnreachableException();
            }
        }

        return Summary(inVain.ToImmutable());
    }

    private DirectoryFailure.BindRefused Summary(ImmutableArray<(string Mechanism, BindAttempt.NotHere Why)> inVain) => inVain is [var only]
        ? new(server.ToString(), only.Why.Reason, only.Why.Remedy) { Fault = only.Why.Fault }
        : new(
            server.ToString(),
            string.Join(", ", inVain.Select(one => $"{one.Mechanism}: {one.Why.Reason}")),
            string.Join("; ", inVain.Select(one => one.Why.Remedy).Distinct()))
        {
            Fault = inVain.Max(one => one.Why.Fault),
        };

    private IEnumerable<(string Mechanism, Func<CancellationToken, Task<BindAttempt>> BindAsync)> Attempts(DirectoryLogon logon)
    {
        if (logon is DirectoryLogon.CurrentUser)
        {
            yield return ("Kerberos", cancelled => ByKerberosAsync(null, cancelled));
            yield break;
        }

        var who = (DirectoryLogon.Password)logon;
        if (who.Mechanism is LogonMechanism.Kerberos or LogonMechanism.Auto)
        {
            yield return ("Kerberos", cancelled => ByKerberosAsync(who, cancelled));
        }

        if (who.Mechanism is LogonMechanism.Ntlm or LogonMechanism.Auto)
        {
            yield return ("NTLM", cancelled => ByNtlmAsync(who, cancelled));
        }

        if (who.Mechanism is LogonMechanism.Simple or LogonMechanism.Auto)
        {
            yield return ("simple", cancelled => BySimpleAsync(who, cancelled));
        }
    }

    private async Task<BindAttempt> ByKerberosAsync(DirectoryLogon.Password? who, CancellationToken cancellationToken)
    {
        TokenIdentity? identity = null;
        if (who is not null)
        {
            var name = LogonName.Parse(who.User);
            if (name.InRealm("") is null)
            {
                await GreetAsync(cancellationToken);
            }

            if (name.InRealm(DomainOf(greeting)) is not var (user, realm))
            {
                return new BindAttempt.NotHere($"the realm of {OneLine.Of(who.User)} is not known", "give --user as name@domain");
            }

            identity = new TokenIdentity(user, realm, who.Secret);
        }

        return await ByTicketAsync(identity, cancellationToken);
    }

    private async Task<BindAttempt> ByTicketAsync(TokenIdentity? identity, CancellationToken cancellationToken)
    {
        // 1. By the name we were given.
        var isUnknown = IPAddress.TryParse(Host, out _);
        BindAttempt attempt = new BindAttempt.NotHere("Kerberos wants the server's name, not its address", "name the domain controller in --directory");
        if (!isUnknown)
        {
            attempt = await ByTokensAsync(true, identity, Host, () => isUnknown = true, cancellationToken);
        }

        // 2. Where that was an address, or an alias no KDC knows, by the name the server gives itself. As it comes unprotected on a plain connection,
        // it is no more proved than an address is; the sealed connection is then with a machine of the realm, by this name.
        if (!isUnknown || (await GreetAsync(cancellationToken))?.DnsHostName is not { Length: > 0 } own || own.Equals(Host, StringComparison.OrdinalIgnoreCase))
        {
            return attempt;
        }

        return await ByTokensAsync(true, identity, own, () => { }, cancellationToken);
    }

    private Task<BindAttempt> ByNtlmAsync(DirectoryLogon.Password who, CancellationToken cancellationToken) =>
        LogonName.Parse(who.User).InNtlm is var (user, domain)
            ? ByTokensAsync(false, new TokenIdentity(user, domain, who.Secret), Host, () => { }, cancellationToken)
            : Task.FromResult<BindAttempt>(new BindAttempt.NotHere("NTLM does not take a DN", "give --user as name@domain"));

    private async Task<BindAttempt> ByTokensAsync(
        bool isKerberos, TokenIdentity? identity, string host, Action onNoService, CancellationToken cancellationToken)
    {
        var request = new TokenRequest(isKerberos, identity, $"ldap/{host}", Seals: !IsProtected, binding, BindWords.Remedies);
        var context = contexts.Start(request);
        var isKept = false;
        try
        {
            var attempt = await new SaslLogon(dialogue, server.ToString(), context, request).RunAsync(onNoService, cancellationToken);
            isKept = attempt is BindAttempt.Done && request.Seals;      // the sealed stream has it now
            return attempt;
        }
        catch (IOException broken)
        {
            return new BindAttempt.Broken(LdapBreak.Of(server.ToString(), broken));
        }
        finally
        {
            if (!isKept)
            {
                context.Dispose();
            }
        }
    }

    private async Task<BindAttempt> BySimpleAsync(DirectoryLogon.Password who, CancellationToken cancellationToken)
    {
        if (!IsProtected)
        {
            return new BindAttempt.NotHere("it would send the password unprotected", $"give --starttls, or --directory ldaps://{server.Host}");
        }

        return await dialogue.AskAsync(new LdapOperation.SimpleBind(who.User, new OctetString(who.Secret.Reveal())), cancellationToken) switch
        {
            LdapReply.Answered { Answer.Code: LdapResult.Success } => new BindAttempt.Done(),
            LdapReply.Answered { Answer: var refused } => BindWords.Refusal(refused, "a simple bind", isWithinTls: true),
            LdapReply.Failed { Failure: var failure } => new BindAttempt.Broken(failure),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What the server says of itself to nobody, read at most once: Active Directory shows its rootDSE before the logon (MS-ADTS section 3.1.1.3.2).</summary>
    private async Task<RootDse?> GreetAsync(CancellationToken cancellationToken)
    {
        if (greeting is null && await dialogue.AskAsync(RootDseQuestion.Operation, cancellationToken) is LdapReply.Answered { Entries: [var entry, ..] })
        {
            greeting = RootDse.From(entry);
        }

        return greeting;
    }

    // DC=contoso,DC=test is contoso.test; the name of the server without its first label would be the domain only mostly.
    private static string DomainOf(RootDse? root)
    {
        var labels = (root?.DefaultNamingContext ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return labels.All(label => label.StartsWith("DC=", true, CultureInfo.InvariantCulture)) ? string.Join('.', labels.Select(label => label[3..])) : "";
    }
}
