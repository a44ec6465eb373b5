namespace Signpost.Transport;

/// <summary>A request to a CAS.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">What is posted; null makes it a GET.</param>
internal sealed record CasRequest(Uri Url, byte[]? Body)
{
    /// <summary>Sent as Basic credentials (RFC 7617), over TLS only.</summary>
    public (string User, Secret Password)? Basic { get; init; }
}
