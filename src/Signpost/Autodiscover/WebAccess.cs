using System.Collections.Immutable;

namespace Signpost.Autodiscover;

/// <summary>The mailbox in a browser, from inside and from outside.</summary>
public sealed record WebAccess(WebSide Internal, WebSide External)
{
    /// <summary>Nothing was said.</summary>
    public static WebAccess None { get; } = new(WebSide.None, WebSide.None);
}

/// <summary>Web access from one side.</summary>
/// <param name="Pages">The pages to log on at.</param>
/// <param name="Kind">Which block this side belongs to.</param>
/// <param name="AsUrl">Availability from this side.</param>
public sealed record WebSide(ImmutableArray<WebPage> Pages, ProtocolKind Kind, ServiceUrl AsUrl)
{
    /// <summary>Nothing was said.</summary>
    public static WebSide None { get; } = new([], default, default);

    /// <inheritdoc/>
    public bool Equals(WebSide? other) => other is not null && Pages.SequenceEqual(other.Pages) && Kind == other.Kind && AsUrl == other.AsUrl;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pages.Length, Kind, AsUrl);
}

/// <summary>A page to log on at.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="AuthenticationMethods">How one logs on there, as the server wrote it: <c>Basic, Fba</c>.</param>
public sealed record WebPage(ServiceUrl Url, string AuthenticationMethods)
{
    /// <summary>The methods one by one.</summary>
    public ImmutableArray<string> Methods =>
        [.. AuthenticationMethods.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
