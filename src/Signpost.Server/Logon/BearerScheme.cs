using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Signpost.Server.Configuration;

namespace Signpost.Server.Logon;

/// <summary>Logon by a token of an OpenID Connect issuer (RFC 6750, RFC 7519).</summary>
/// <remarks>Only signatures by a key pair count: with a shared secret, whoever can check a token could make one, and the issuer's public key would do as one.</remarks>
public sealed class BearerScheme : ILogonScheme, IAsyncDisposable
{
    internal const string SchemeName = "Bearer";

    private const int LongestToken = 16 * 1024;
    private const int LongestName = 256;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    // RFC 7518 section 3.1, but for HS256 and its like, and "none".
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private static readonly string[] OtherNames = ["upn", "preferred_username"];

    private readonly BearerConfiguration configuration;
    private readonly TimeProvider time;
    private readonly IssuerKeys issuer;
    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };
    private readonly string refusal;

    /// <summary>Takes the tokens of an issuer, whose keys come by <paramref name="http"/>, which is not disposed with this.</summary>
    /// <exception cref="ArgumentException">The issuer is no https URL.</exception>
    public BearerScheme(string realm, BearerConfiguration configuration, HttpMessageHandler http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!configuration.Issuer.IsAbsoluteUri || (configuration.Issuer.Scheme != Uri.UriSchemeHttps && !configuration.Issuer.IsLoopback))
        {
            throw new ArgumentException($"the issuer {configuration.Issuer} is no https URL", nameof(configuration));
        }

        (this.configuration, this.time) = (configuration, time);
        issuer = new IssuerKeys(configuration.Issuer, http, time);
        Challenge = $"Bearer realm=\"{QuotedString.Escape(realm)}\"";
        refusal = $"{Challenge}, error=\"invalid_token\"";
    }

    /// <inheritdoc/>
    public string Name => SchemeName;

    /// <inheritdoc/>
    public string Challenge { get; }

    /// <inheritdoc/>
    public async ValueTask<LogonVerdict> JudgeAsync(HttpContext exchange, string credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        // RFC 7515 section 4.1.11: whoever does not understand what is critical must refuse, and nothing of it is understood here.
        if (credentials.Length > LongestToken || !TryRead(credentials, out var token) || !Algorithms.Contains(token.Alg) || token.TryGetHeaderValue<object>("crit", out _))
        {
            return Refused("bad-token");
        }

        // What is not for us, or over, need not be asked about. It is not believed yet: that is what the signature is for.
        if (!token.Audiences.Contains(configuration.Audience))
        {
            return Refused("wrong-audience");
        }

        switch (await issuer.ForAsync(token.Kid ?? "", cancellationToken))
        {
            case IssuerAnswer.Away { Why: var why }:
                return new LogonVerdict.Away(why);
            case IssuerAnswer.Keys keys:
                var result = await handler.ValidateTokenAsync(token, Rules(keys, isNameless: string.IsNullOrEmpty(token.Kid)));
                return result switch
                {
                    { IsValid: true } when NameOf(token) is { } name => new LogonVerdict.Accepted(new Caller(name, Name)),
                    { IsValid: true } => Refused("no-name"),
                    { Exception: SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException or SecurityTokenInvalidLifetimeException } => Refused("expired-token"),
                    { Exception: SecurityTokenInvalidIssuerException } => Refused("wrong-issuer"),
                    _ => Refused("bad-token"),
                };
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => issuer.DisposeAsync();

    private static bool TryRead(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonWebToken? token)
    {
        try
        {
            token = text.Count(c => c is '.') == 2 ? new JsonWebToken(text) : null;     // two dots are a signed token, four an encrypted one
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or System.Text.Json.JsonException)
        {
            token = null;
        }

        return token is not null;
    }

    private TokenValidationParameters Rules(IssuerAnswer.Keys keys, bool isNameless) => new()
    {
        ValidIssuer = keys.Issuer,
        ValidAudience = configuration.Audience,
        IssuerSigningKeys = keys.Signing,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = false,
        TryAllIssuerSigningKeys = isNameless,      // a token that names its key is signed by that one
        LifetimeValidator = IsInItsTime,
        IncludeTokenOnFailedValidation = false,
    };

    private bool IsInItsTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || now >= start - Skew);
    }

    private string? NameOf(JsonWebToken token) =>
        TextOf(token, configuration.NameClaim)
        ?? OtherNames.Select(claim => TextOf(token, claim)).FirstOrDefault(name => name is not null)

        // OpenID Connect Core 1.0 section 5.1: anybody may claim an address that was not verified.
        ?? (token.TryGetPayloadValue("email_verified", out bool isVerified) && isVerified ? TextOf(token, "email") : null);

    private static string? TextOf(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue(claim, out object value) && value is string { Length: > 0 and <= LongestName } text && !text.Any(char.IsControl) ? text : null;

    private LogonVerdict.Refused Refused(string reason) => new(reason) { Challenge = refusal };
}
