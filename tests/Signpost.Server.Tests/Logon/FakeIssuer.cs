using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Signpost.Server.Tests.Logon;

/// <summary>An OpenID Connect issuer without a network: it gives its metadata and keys, and makes tokens, good ones and others.</summary>
internal sealed class FakeIssuer(TimeProvider time) : HttpMessageHandler
{
    public const string Name = "https://login.contoso.test/tenant";

    private static readonly RSA First = RSA.Create(2048);

    private RSA key = First;
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Which URLs were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>How it answers; null is as it should.</summary>
    public Func<string, HttpResponseMessage?>? Answers { get; set; }

    public TimeSpan Takes { get; set; } = TimeSpan.FromMilliseconds(20);

    public string KeyId { get; private set; } = "k1";

    /// <summary>The public key as it would be used for a shared secret.</summary>
    public byte[] PublicKey => Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());

    public JsonObject Claims => new()
    {
        ["iss"] = Name,
        ["aud"] = "https://cas1.contoso.test",
        ["upn"] = "ann@contoso.test",
        ["nbf"] = time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
    };

    /// <summary>Goes over to another key.</summary>
    public void Roll(string keyId)
    {
        (key, KeyId) = (RSA.Create(2048), keyId);
    }

    public string Token(Action<JsonObject>? change = null, string alg = "RS256", Action<JsonObject>? changeHeader = null)
    {
        var (header, claims) = (new JsonObject { ["alg"] = alg, ["typ"] = "JWT", ["kid"] = alg.StartsWith("ES", StringComparison.Ordinal) ? "e1" : KeyId }, Claims);
        changeHeader?.Invoke(header);
        change?.Invoke(claims);
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        return $"{signed}.{Encode(alg switch
        {
            "RS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "PS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "ES256" => curve.SignData(bytes, HashAlgorithmName.SHA256),
            "HS256" => HMACSHA256.HashData(PublicKey, bytes),
            _ => [],
        })}";
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!.AbsoluteUri;
        Asked.Add(url);
        await Task.Delay(Takes, time, cancellationToken);
        return Answers?.Invoke(url) ?? Json(url switch
        {
            $"{Name}/.well-known/openid-configuration" => $$"""{"issuer":"{{Name}}","jwks_uri":"https://login.contoso.test/keys","authorization_endpoint":"https://login.contoso.test/a"}""",
            "https://login.contoso.test/keys" => Keys(),
            _ => "{}",
        });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            curve.Dispose();
            if (key != First)
            {
                key.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    public static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    private string Keys()
    {
        var (rsa, point) = (key.ExportParameters(false), curve.ExportParameters(false).Q);
        return $$"""
            {"keys":[
              {"kty":"RSA","use":"sig","kid":"{{KeyId}}","n":"{{Encode(rsa.Modulus!)}}","e":"{{Encode(rsa.Exponent!)}}"},
              {"kty":"EC","use":"sig","kid":"e1","crv":"P-256","x":"{{Encode(point.X!)}}","y":"{{Encode(point.Y!)}}"},
              {"kty":"oct","use":"sig","kid":"s1","k":"{{Encode(PublicKey)}}"}]}
            """;
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
