using System.Collections.Immutable;
using System.Text;

namespace Signpost.Transport;

/// <summary>An element of a document that was read, with what is in it and where it stood.</summary>
internal sealed class XmlPart(string name, string space, ImmutableArray<(string Name, string Value)> attributes, int line, int column)
{
    // XML 1.0 section 2.3: these four are white space, and no other.
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    // Made when needed: a hostile document has a quarter of a million elements, and nothing in them.
    private StringBuilder? text;
    private string? indentation;
    private List<XmlPart>? children;

    /// <summary>Its name without prefix.</summary>
    public string Name => name;

    /// <summary>Its namespace; "" for none.</summary>
    public string Namespace => space;

    public int Line => line;

    public int Column => column;

    public IReadOnlyList<XmlPart> Children => children ?? (IReadOnlyList<XmlPart>)[];

    /// <summary>The text right in it, without the white space around.</summary>
    public string Text => text?.ToString().Trim(Blanks) ?? "";

    /// <summary>The text right in it as it was written, with its white space: for what is somebody's and not ours.</summary>
    public string Verbatim => text?.ToString() ?? indentation ?? "";

    /// <summary>The value of an attribute without prefix, or of one of XML's own (<c>xml:lang</c>); "" where it has none.</summary>
    public string Attribute(string attribute) => attributes.FirstOrDefault(one => one.Name == attribute).Value?.Trim(Blanks) ?? "";

    /// <summary>The first child of that local name. Namespaces are not compared here: who cares for them looks at <see cref="Namespace"/>.</summary>
    public XmlPart? Child(string child) => children?.Find(one => one.Name == child);

    public IEnumerable<XmlPart> ChildrenNamed(string child) => Children.Where(one => one.Name == child);

    /// <summary>The text of the first child of that name; "" where there is none.</summary>
    public string TextOf(string child) => Child(child)?.Text ?? "";

    internal void Add(XmlPart child) => (children ??= []).Add(child);

    /// <summary>Appends a piece of text; indentation is not worth a builder.</summary>
    internal void Add(string piece)
    {
        if (text is not null || piece.AsSpan().ContainsAnyExcept(Blanks))
        {
            (text ??= new StringBuilder(indentation)).Append(piece);
        }
        else if (children is null)
        {
            indentation ??= piece;
        }
    }
}
