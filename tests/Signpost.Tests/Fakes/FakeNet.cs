using System.Security.Authentication.ExtendedProtection;
using Signpost.Transport;

namespace Signpost.Tests.Fakes;

/// <summary>A request as it came to a host.</summary>
internal sealed record FakeRequest(TimeSpan At, Uri Url, bool IsPost, string? Password, HttpOutcome? Answer);

/// <summary>The network as a literal: hosts by <c>https://host</c> or, to tell paths apart, by URL. Whoever is not in it has no name.</summary>
internal sealed class FakeNet(TimeProvider time) : ICasHttp
{
    /// <summary>What proves who asks, as a host sees it: the password of Basic, the token of anything else.</summary>
    public static string? PasswordOf(CasRequest request) => request.Authorization is { } given ? given.Inside.Append(given.Token).First().Reveal() : null;

    private readonly Dictionary<string, FakeHost> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every request that reached a host, in order.</summary>
    public List<FakeRequest> Requests { get; } = [];

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    /// <summary>Requests and connections that are under way.</summary>
    public int UnderWay { get; private set; }

    /// <summary>The hosts that saw a password, in order.</summary>
    public IEnumerable<string> SawPassword => Requests.Where(request => request.Password is not null).Select(request => request.Url.Host);

    public FakeNet Host(string url, FakeHost host)
    {
        hosts[url] = host;
        return this;
    }

    public ICasSession Open(Action onConnected)
    {
        Opened++;
        return new Session(this, onConnected);
    }

    private FakeHost? At(Uri url) =>
        hosts.GetValueOrDefault(url.AbsoluteUri) ?? hosts.GetValueOrDefault(url.GetLeftPart(UriPartial.Authority));

    private sealed class Session(FakeNet net, Action onConnected) : ICasSession
    {
        private readonly HashSet<string> connected = [];
        private bool isClosed;

        public async Task<HttpOutcome> SendAsync(CasRequest request, CancellationToken cancellationToken)
        {
            Assert.False(isClosed, $"{request.Url} is asked on a closed session");
            net.UnderWay++;
            try
            {
                return await AnswerAsync(request, cancellationToken);
            }
            finally
            {
                net.UnderWay--;
            }
        }

        public int Connections => connected.Count;

        public ChannelBinding? ChannelTo(Uri url) => null;

        public void Dispose()
        {
            Assert.False(isClosed, "a session is closed twice");
            isClosed = true;
            net.Closed++;
        }

        private async Task<HttpOutcome> AnswerAsync(CasRequest request, CancellationToken cancellationToken)
        {
            if (net.At(request.Url) is not { } host)
            {
                return new HttpOutcome.Unreachable(AttemptStage.Name, "no such host");
            }

            if (connected.Add(request.Url.GetLeftPart(UriPartial.Authority)))
            {
                await PassAsync(host.ConnectsAfter, cancellationToken);
                if (host.Answers(request) is HttpOutcome.Unreachable { Stage: AttemptStage.Connect } refused)
                {
                    return refused;
                }

                onConnected();
            }

            var answer = host.Answers(request);
            net.Requests.Add(new FakeRequest(net.Now, request.Url, request.Body is not null, PasswordOf(request), answer));
            await PassAsync(host.HangsAtLogon && request.Authorization is not null ? null : host.ThinksFor, cancellationToken);
            return answer;
        }

        private Task PassAsync(int? milliseconds, CancellationToken cancellationToken) =>
            Task.Delay(milliseconds is { } some ? TimeSpan.FromMilliseconds(some) : Timeout.InfiniteTimeSpan, net.Clock, cancellationToken);
    }

    private TimeProvider Clock => time;

    private TimeSpan Now => time.GetElapsedTime(0);
}
