using System.Text;
using Signpost.Transport;

namespace Signpost.Tests.Fakes;

/// <summary>HTTP answers as literals.</summary>
internal static class Said
{
    public static CasResponse Status(int status) => Text(status, "", "");

    public static CasResponse Text(int status, string body, string contentType = "text/xml") => new(status, null, [], contentType, Encoding.UTF8.GetBytes(body));

    public static CasResponse Json(string body, int status = 200) => Text(status, body, "application/json");

    public static CasResponse Challenge(params string[] schemes) => Status(401) with { Challenges = [.. schemes.Select(scheme => new CasChallenge(scheme, ""))] };

    public static CasResponse AnnouncingSoap(this CasResponse response) => response with { Headers = response.Headers.SetItem("X-SOAP-Enabled", "True") };
}
