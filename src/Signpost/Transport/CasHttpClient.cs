using Signpost.Dns;

namespace Signpost.Transport;

/// <summary>Opens sessions with Client Access Servers: each attempt has its own connections, stages and certificate verdicts.</summary>
internal sealed class CasHttpClient(
    IServiceResolver resolver, TimeProvider time, TlsTrust trust, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) : ICasHttp
{
    public ICasSession Open(Action onConnected) => new CasSession(new TcpConnector(resolver, time), trust, onConnected, wrap);
}
