using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Authentication.ExtendedProtection;
using System.Security.Cryptography.X509Certificates;

namespace Signpost.Transport;

/// <summary>The requests of one attempt, on connections of its own. Redirects are never followed here, nor cookies kept.</summary>
internal sealed class CasSession : ICasSession
{
    // A trace's number and its baggage are the caller's own business, and the hosts asked here are anybody's.
    private static readonly DistributedContextPropagator NoHeaders = DistributedContextPropagator.CreateNoOutputPropagator();

    private readonly TcpConnector connector;
    private readonly TlsTrust trust;
    private readonly Action onConnected;
    private readonly HttpMessageInvoker invoker;
    private readonly Dictionary<string, (SslStream Tls, TlsVerdict? Verdict)> secured = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationToken closed;
    private AttemptStage stage;
    private TlsVerdict? verdict;        // of the connection that is being made

    public CasSession(TcpConnector connector, TlsTrust trust, Action onConnected, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        (this.connector, this.trust, this.onConnected) = (connector, trust, onConnected);
        closed = closing.Token;
        invoker = new HttpMessageInvoker(wrap is null ? NewHandler() : wrap(NewHandler()));
    }

    public int Connections { get; private set; }

    public ChannelBinding? ChannelTo(Uri url) =>
        secured.TryGetValue(url.Authority, out var last) ? last.Tls.TransportContext.GetChannelBinding(ChannelBindingKind.Endpoint) : null;

    public async Task<HttpOutcome> SendAsync(CasRequest request, CancellationToken cancellationToken)
    {
        using var message = CasMessage.Of(request);
        (stage, verdict) = (AttemptStage.Send, null);
        try
        {
            using var answer = await invoker.SendAsync(message, cancellationToken);
            stage = AttemptStage.Receive;
            var outcome = await CasMessage.ReadAsync(answer, request.LongestAnswer, cancellationToken);
            return outcome is HttpOutcome.Answered { Response: var response } && secured.TryGetValue(request.Url.Authority, out var connection)
                ? new HttpOutcome.Answered(response with { Tls = connection.Verdict })
                : outcome;
        }
        catch (HttpRequestException failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return OutcomeOf(failed);
        }
        catch (IOException failed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new HttpOutcome.Unreachable(AttemptStage.Receive, ReasonOf(failed));
        }
        catch (InvalidDataException)
        {
            return new HttpOutcome.Malformed("the compressed body can't be unpacked");
        }
    }

    public void Dispose()
    {
        // The handler would go on connecting for a request that was called off.
        closing.Cancel();
        invoker.Dispose();
        closing.Dispose();
    }

    [SuppressMessage("Security", "CA5399:Enable HttpClient certificate revocation list check", Justification = "TlsTrust asks for lists where the user wants it")]
    private SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,      // each hop is checked and traced
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = NoHeaders,
        Credentials = null,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 0,
        MaxConnectionsPerServer = 1,    // NTLM proves who asks once for a connection
        ConnectCallback = ConnectAsync,
        PlaintextStreamFilter = Secured,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = TlsTrust.HandshakePolicy,
            RemoteCertificateValidationCallback = Judge,
        },
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        stage = AttemptStage.Connect;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed);
        switch (await connector.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, either.Token))
        {
            case ConnectOutcome.Connected { Socket: var socket }:
                Connections++;
                onConnected();
                stage = context.InitialRequestMessage.RequestUri!.MayCarryCredentials ? AttemptStage.Tls : AttemptStage.Send;
                return new NetworkStream(socket, ownsSocket: true);
            case ConnectOutcome.NoName { Reason: var reason }:
                stage = AttemptStage.Name;
                throw new NotConnectedException(reason);
            case ConnectOutcome.Refused { Reason: var reason }:
                throw new NotConnectedException(reason);
            default:
                throw new UnreachableException();
        }
    }

    private ValueTask<Stream> Secured(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.PlaintextStream is SslStream tls)
        {
            verdict = verdict is null ? null : OfConnection(verdict, tls);
            if (verdict is { IsTrusted: false })
            {
                throw new AuthenticationException(verdict.Describe());
            }

            secured[context.InitialRequestMessage.RequestUri!.Authority] = (tls, verdict);
        }

        return ValueTask.FromResult(context.PlaintextStream);
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        verdict = trust.Judge(((SslStream)sender).TargetHostName, certificate as X509Certificate2, chain, errors);
        stage = verdict.IsTrusted ? AttemptStage.Send : AttemptStage.Tls;
        return verdict.IsTrusted;
    }

    // Before the first byte of HTTP. Whoever still speaks TLS 1.1 can be listened in on.
    private static TlsVerdict OfConnection(TlsVerdict good, SslStream tls) => good with
    {
        Protocol = ProtocolOf(tls.SslProtocol),
        CipherSuite = tls.NegotiatedCipherSuite.ToString(),
        Faults = tls.SslProtocol is SslProtocols.Tls12 or SslProtocols.Tls13 ? good.Faults : good.Faults.Add(TlsFault.Weak),
    };

    private static string ProtocolOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        (SslProtocols)768 => "TLS 1.1",
        (SslProtocols)192 => "TLS 1.0",
        _ => $"{protocol}",
    };

    private HttpOutcome OutcomeOf(HttpRequestException failed) => failed switch
    {
        { InnerException: NotConnectedException why } => new HttpOutcome.Unreachable(stage, why.Message),
        _ when verdict is { IsTrusted: false } => new HttpOutcome.Untrusted(verdict),
        { HttpRequestError: HttpRequestError.SecureConnectionError } => new HttpOutcome.Unreachable(AttemptStage.Tls, $"TLS failed: {ReasonOf(failed)}"),
        { HttpRequestError: HttpRequestError.InvalidResponse } => new HttpOutcome.Malformed("not HTTP"),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new HttpOutcome.Malformed("answer headers are larger than 64 KiB"),
        { HttpRequestError: HttpRequestError.ResponseEnded } => new HttpOutcome.Unreachable(AttemptStage.Receive, "connection closed before the whole answer"),
        _ => new HttpOutcome.Unreachable(stage, ReasonOf(failed)),
    };

    private static string ReasonOf(Exception failed)
    {
        for (var inner = failed; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return SocketWords.Of(socket.SocketErrorCode);
            }
        }

        return OneLine.Of(failed.GetBaseException().Message);
    }

    /// <summary>Carries the reason out of the handler.</summary>
    private sealed class NotConnectedException(string reason) : IOException(reason);
}
