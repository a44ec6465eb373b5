namespace Signpost.Server.Calendars.Reading;

/// <summary>The lines of an iCalendar stream, unfolded (RFC 5545 section 3.1).</summary>
/// <remarks>Lines may end in LF alone. They are unfolded as bytes, since folding may cut a character in two.</remarks>
internal ref struct ContentLines
{
    private ReadOnlySpan<byte> rest;
    private byte[] unfolded = [];
    private int following = 1;

    public ContentLines(ReadOnlySpan<byte> text) => rest = text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    /// <summary>The line, until the next is taken.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Where it begins, counted from 1.</summary>
    public int Number { get; private set; }

    private readonly bool IsFolded => rest is [(byte)' ' or (byte)'\t', ..];

    /// <summary>Goes on to the next line; false where there is none.</summary>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        Number = following;
        Current = Take();
        if (!IsFolded)
        {
            return true;
        }

        var length = 0;
        Append(Current, ref length);
        while (IsFolded)
        {
            Append(Take()[1..], ref length);
        }

        Current = unfolded.AsSpan(0, length);
        return true;
    }

    private ReadOnlySpan<byte> Take()
    {
        following++;
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    private void Append(ReadOnlySpan<byte> piece, ref int length)
    {
        if (length + piece.Length > unfolded.Length)
        {
            Array.Resize(ref unfolded, Math.Max(256, 2 * (length + piece.Length)));
        }

        piece.CopyTo(unfolded.AsSpan(length));
        length += piece.Length;
    }
}
