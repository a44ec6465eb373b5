using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Configuration;

namespace Signpost.Server.Logon;

/// <summary>Logon by a Kerberos ticket (RFC 4559). Tokens of NTLM are refused, also where SPNEGO wraps them.</summary>
/// <remarks>
/// Each request proves itself: a connection that was used by somebody is not his for the next request, as proxies put requests of many on one connection.
/// A logon of more than one token is kept with its connection between two requests; over HTTP/2 and later there is no such place, so it must be done with
/// one token there. A ticket that is bound to the TLS channel (RFC 5929) is taken, but the binding is not checked: the platform's GSS-API does not
/// offer that to servers.
/// </remarks>
public sealed class NegotiateScheme : ILogonScheme
{
    internal const string SchemeName = "Negotiate";

    private const int LongestToken = 64 * 1024;

    private static readonly object ContextKey = new();

    private NegotiateScheme()
    {
    }

    /// <inheritdoc/>
    public string Name => SchemeName;

    /// <inheritdoc/>
    public string Challenge => "Negotiate";

    /// <summary>The scheme, where it works on this host; else null, with what is wrong and what to do.</summary>
    /// <param name="configuration">Where the keys are.</param>
    /// <param name="hostNames">What clients call this CAS; at least one of the names must have a key.</param>
    /// <param name="notes">What an administrator should know: why it is not offered, or for which names there is no key.</param>
    public static NegotiateScheme? Offer(NegotiateConfiguration configuration, ImmutableArray<string> hostNames, out ImmutableArray<string> notes)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        notes = [];
        if (Keytab.Load(configuration.Keytab, out var why) is not { } keys)
        {
            notes = [NotOffered($"{why}; make one with the keys of {ServiceOf(hostNames)}")];
            return null;
        }

        ImmutableArray<string> without = [.. hostNames.Where(host => !keys.Any(key => IsFor(key, host)))];
        if (without.Length == hostNames.Length)
        {
            notes = [NotOffered($"{configuration.Keytab} has no key of {ServiceOf(hostNames)}: add the name to an account and export its keys")];
            return null;
        }

        if ((Acceptor.Use(configuration.Keytab) ?? TryStart()) is { } missing)
        {
            notes = [NotOffered(missing)];
            return null;
        }

        notes = [.. without.Select(host => $"Negotiate fails for clients that call this CAS {host}: {configuration.Keytab} has no key of HTTP/{host}")];
        return new NegotiateScheme();
    }

    /// <inheritdoc/>
    public ValueTask<LogonVerdict> JudgeAsync(HttpContext exchange, string credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(credentials);
        return ValueTask.FromResult(Judge(exchange, credentials));
    }

    private static LogonVerdict Judge(HttpContext exchange, string credentials)
    {
        var token = new byte[Math.Min(credentials.Length, LongestToken)];
        if (credentials.Length > LongestToken || !Convert.TryFromBase64String(credentials, token, out var length) || length == 0)
        {
            return new LogonVerdict.Refused("malformed");
        }

        // MS-NLMP section 2.2.1: every message of NTLM begins so.
        if (token.AsSpan(0, length).IndexOf("NTLMSSP\0"u8) >= 0)
        {
            return new LogonVerdict.Refused("no-ntlm");
        }

        var kept = HttpProtocol.IsHttp11(exchange.Request.Protocol) || HttpProtocol.IsHttp10(exchange.Request.Protocol)
            ? exchange.Features.Get<IConnectionItemsFeature>()?.Items
            : null;
        var context = kept is not null && kept.Remove(ContextKey, out var before) ? (NegotiateAuthentication)before! : Acceptor.Start();
        var isKept = false;
        try
        {
            var answer = context.GetOutgoingBlob(token.AsSpan(0, length), out var status);
            switch (status)
            {
                case NegotiateAuthenticationStatusCode.Completed when context.Package is "Kerberos":
                    return Accepted(context, answer);
                case NegotiateAuthenticationStatusCode.Completed:
                    return new LogonVerdict.Refused("no-ntlm");
                case NegotiateAuthenticationStatusCode.ContinueNeeded when kept is not null && answer is not null:
                    kept[ContextKey] = context;
                    isKept = true;
                    return new LogonVerdict.GoOn($"Negotiate {Convert.ToBase64String(answer)}");
                default:
                    return new LogonVerdict.Refused(ReasonOf(status));
            }
        }
        catch (AuthenticationException)
        {
            return new LogonVerdict.Refused("bad-token");
        }
        finally
        {
            if (!isKept)
            {
                context.Dispose();
            }
        }
    }

    /// <summary>Whether a ticket proves that its owner is nobody (RFC 8062): a KDC may give such to everybody, and Kerberos takes them for good ones.</summary>
    internal static bool IsNobody(string name) => name.StartsWith("WELLKNOWN/", StringComparison.OrdinalIgnoreCase) || name.EndsWith("@WELLKNOWN:ANONYMOUS", StringComparison.OrdinalIgnoreCase);

    private static LogonVerdict Accepted(NegotiateAuthentication context, byte[]? answer) => context.RemoteIdentity.Name is { Length: > 0 } name && !IsNobody(name)
        ? new LogonVerdict.Accepted(new Caller(name, SchemeName), answer is { Length: > 0 } ? $"Negotiate {Convert.ToBase64String(answer)}" : "")
        : new LogonVerdict.Refused("bad-token");

    private static string ReasonOf(NegotiateAuthenticationStatusCode status) => status switch
    {
        NegotiateAuthenticationStatusCode.CredentialsExpired or NegotiateAuthenticationStatusCode.ContextExpired => "expired-ticket",
        NegotiateAuthenticationStatusCode.OutOfSequence => "replayed-token",
        _ => "bad-token",
    };

    /// <summary>Whether the platform has what it takes; what it says to a token that is none tells it from one that has not.</summary>
    private static string? TryStart()
    {
        using var context = Acceptor.Start();
        _ = context.GetOutgoingBlob([0x60, 0], out var status);
        return status switch
        {
            NegotiateAuthenticationStatusCode.Unsupported => "the Kerberos library is missing: install libgssapi-krb5-2",
            NegotiateAuthenticationStatusCode.UnknownCredentials => "the Kerberos library finds no key to use in the keytab",
            _ => null,
        };
    }

    private static bool IsFor(KeytabKey key, string host) =>
        key.Principal.StartsWith($"HTTP/{host}@", StringComparison.OrdinalIgnoreCase);

    private static string ServiceOf(ImmutableArray<string> hostNames) => string.Join(" or ", hostNames.Select(host => $"HTTP/{host}"));

    private static string NotOffered(string why) => $"Negotiate is not offered: {why}";
}
