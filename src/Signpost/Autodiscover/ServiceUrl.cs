using System.Diagnostics.CodeAnalysis;

namespace Signpost.Autodiscover;

/// <summary>A URL as a server wrote it. It is kept as text, because servers write many things that are none.</summary>
public readonly record struct ServiceUrl
{
    private readonly string? text;

    /// <summary>A URL of this text; "" is none.</summary>
    public ServiceUrl(string text) => this.text = text is "" ? null : text;

    /// <summary>The text; "" where none was given.</summary>
    public string Text => text ?? "";

    /// <summary>Whether anything was given.</summary>
    public bool IsGiven => text is not null;

    /// <summary>The URL, if the text is an absolute one of HTTP or HTTPS; the literal <c>Public Folder</c> of an OAB is not.</summary>
    public bool TryUri([NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
