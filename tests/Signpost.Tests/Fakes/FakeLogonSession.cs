using System.Security.Authentication.ExtendedProtection;
using Signpost.Transport;

namespace Signpost.Tests.Fakes;

/// <summary>One CAS that wants a logon, as a literal: what it says to each Authorization header.</summary>
internal sealed class FakeLogonSession(Func<CasAuthorization, HttpOutcome> answers) : ICasSession
{
    /// <summary>What was sent to prove who asks, in order.</summary>
    public List<CasAuthorization> Given { get; } = [];

    public IEnumerable<string> Schemes => Given.Select(given => given.Scheme);

    /// <summary>Whether each request goes over a connection of its own.</summary>
    public bool ClosesEachTime { get; init; }

    public int Connections { get; private set; } = 1;

    public ChannelBinding? ChannelTo(Uri url) => null;

    public static HttpOutcome Ok(params CasChallenge[] tokens) => Says(200, tokens);

    public static HttpOutcome No(params CasChallenge[] tokens) => Says(401, tokens);

    public static CasChallenge Token(string scheme, params byte[] token) => new(scheme, Convert.ToBase64String(token));

    public Task<HttpOutcome> SendAsync(CasRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Given.Add(request.Authorization!);
        Connections += ClosesEachTime ? 1 : 0;
        return Task.FromResult(answers(request.Authorization!));
    }

    public void Dispose()
    {
    }

    private static HttpOutcome.Answered Says(int status, CasChallenge[] tokens) => new(new CasResponse(status, null, [.. tokens], "", []));
}
