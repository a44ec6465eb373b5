using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Signpost.Server.Logon;

/// <summary>What there is to check a token with.</summary>
internal abstract record IssuerAnswer
{
    private IssuerAnswer()
    {
    }

    /// <summary>The issuer's keys, and how it calls itself.</summary>
    public sealed record Keys(string Issuer, ImmutableArray<SecurityKey> Signing) : IssuerAnswer;

    /// <summary>It does not answer, and its keys are not known or too old.</summary>
    public sealed record Away(string Why) : IssuerAnswer;
}

/// <summary>The signing keys of an OpenID Connect issuer (OpenID Connect Discovery 1.0 section 4): fetched at the first token, renewed twice a day while nobody waits.</summary>
/// <remarks>A key that is not known may be a new one: then the keys are fetched again, but not more than once a minute, whoever makes such tokens.</remarks>
internal sealed class IssuerKeys(Uri issuer, HttpMessageHandler handler, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromHours(12);
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const int LongestAnswer = 1 << 20;

    private readonly HttpMessageInvoker http = new(handler, disposeHandler: false);
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private Task<IssuerAnswer>? fetching;
    private IssuerAnswer.Keys? known;
    private long knownSince;
    private IssuerAnswer? last;
    private long askedAt;

    /// <summary>The keys, with the one of this name if the issuer has it.</summary>
    public ValueTask<IssuerAnswer> ForAsync(string keyId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var age = time.GetElapsedTime(knownSince);
            if (known is not null && age < KeepFor && (keyId is "" || known.Signing.Any(key => key.KeyId == keyId)))
            {
                if (age > RenewAfter && MayAsk())
                {
                    _ = FetchOnce();
                }

                return new ValueTask<IssuerAnswer>(known);
            }

            if (fetching is not { IsCompleted: false } && !MayAsk())
            {
                return new ValueTask<IssuerAnswer>(known is not null && age < KeepFor ? known : last!);
            }

            return new ValueTask<IssuerAnswer>(FetchOnce().WaitAsync(cancellationToken));
        }
    }

    public async ValueTask DisposeAsync()
    {
        closing.Cancel();
        await ((fetching as Task) ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        closing.Dispose();
        http.Dispose();
    }

    private bool MayAsk() => last is null || time.GetElapsedTime(askedAt) >= (last is IssuerAnswer.Away ? PauseAfterFailure : Pause);

    private Task<IssuerAnswer> FetchOnce() => fetching is { IsCompleted: false } running ? running : fetching = FetchAsync();

    private async Task<IssuerAnswer> FetchAsync()
    {
        var answer = await AskAsync();
        lock (gate)
        {
            (last, askedAt) = (answer, time.GetTimestamp());
            if (answer is IssuerAnswer.Keys keys)
            {
                (known, knownSince) = (keys, askedAt);
            }

            return answer is IssuerAnswer.Away && known is not null && time.GetElapsedTime(knownSince) < KeepFor ? known : answer;
        }
    }

    private async Task<IssuerAnswer> AskAsync()
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, closing.Token);
        try
        {
            // Section 4.1: the path of the issuer stays in front.
            var metadata = new Uri(issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration");
            using var configuration = JsonDocument.Parse(await GetAsync(metadata, either.Token));
            var (name, place) = (TextOf(configuration, "issuer"), TextOf(configuration, "jwks_uri"));

            // Section 4.3: a document that names another issuer is another's.
            if (name.TrimEnd('/') != issuer.AbsoluteUri.TrimEnd('/') && name.TrimEnd('/') != issuer.OriginalString.TrimEnd('/'))
            {
                return Away("its metadata are those of another issuer; give the one it names");
            }

            if (!Uri.TryCreate(place, UriKind.Absolute, out var keys) || !MayBeTrusted(keys))
            {
                return Away("its metadata name no https URL of its keys");
            }

            var set = new JsonWebKeySet(await GetAsync(keys, either.Token));
            return new IssuerAnswer.Keys(name, [.. set.GetSigningKeys().Where(key => key is not SymmetricSecurityKey)]);
        }
        catch (HttpRequestException failed)
        {
            return Away(failed.StatusCode is { } status ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it answered {(int)status}") : "it can't be reached, or its certificate is not trusted");
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException or InvalidOperationException)
        {
            return Away("what it answers is not the JSON of OpenID Connect");
        }
        catch (OperationCanceledException) when (!closing.IsCancellationRequested)
        {
            return Away($"no answer in {Limit.TotalSeconds:0} s");
        }
    }

    private async Task<string> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private IssuerAnswer.Away Away(string why) => new($"the issuer {issuer} does not give its keys: {why}");

    private static bool MayBeTrusted(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.IsLoopback;

    private static string TextOf(JsonDocument document, string name) =>
        document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
}
