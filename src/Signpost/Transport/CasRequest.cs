using System.Collections.Immutable;

namespace Signpost.Transport;

/// <summary>A request to a CAS.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">What is posted; null makes it a GET.</param>
internal sealed record CasRequest(Uri Url, byte[]? Body)
{
    /// <summary>What the answer may be; null says nothing of it.</summary>
    public string? Accept { get; init; } = Body is null ? null : "text/xml";

    /// <summary>Headers beside those that every request has.</summary>
    public ImmutableArray<CasHeader> Headers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How many bytes of an answer are read; one that is longer is none.</summary>
    public int LongestAnswer { get; init; } = CasMessage.LongestAnswer;

    /// <summary>What proves who asks; over TLS only.</summary>
    public CasAuthorization? Authorization { get; init; }
}

/// <summary>A header of a request.</summary>
internal readonly record struct CasHeader(string Name, string Value);
