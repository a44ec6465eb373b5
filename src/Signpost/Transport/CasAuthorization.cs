using System.Collections.Immutable;
using System.Text;

namespace Signpost.Transport;

/// <summary>The Authorization header of a request (RFC 9110 section 11.6.2).</summary>
/// <param name="Scheme"><c>Basic</c>, <c>Bearer</c>, <c>Negotiate</c>, <c>NTLM</c>.</param>
/// <param name="Token">What follows the scheme.</param>
internal sealed record CasAuthorization(string Scheme, Secret Token)
{
    /// <summary>What else must never be shown of it: the password inside the token.</summary>
    public ImmutableArray<Secret> Inside { get; init; } = [];

    /// <summary>The user-pass of RFC 7617.</summary>
    public static CasAuthorization Basic(string user, Secret password) =>
        new("Basic", new Secret(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password.Reveal()}")))) { Inside = [password] };

    /// <summary>A token of RFC 6750.</summary>
    public static CasAuthorization Bearer(Secret token) => new("Bearer", token);
}
