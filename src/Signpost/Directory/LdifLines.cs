namespace Signpost.Directory;

/// <summary>The lines of an LDIF text, one after the other: folds undone, comments left out (RFC 2849 notes 2 and 3).</summary>
internal sealed class LdifLines(ReadOnlyMemory<byte> text)
{
    private readonly List<Range> folds = [];
    private int at;
    private int next = 1;
    private bool blanksBefore;

    /// <summary>Reads the next line; false at the end.</summary>
    /// <exception cref="LdifFormatException">A line continues nothing.</exception>
    public bool TryNext(out LdifLine line)
    {
        while (at < text.Length)
        {
            var number = next;
            var follows = blanksBefore;
            blanksBefore = false;
            var first = Physical();
            if (text.Span[first] is [(byte)' ', ..])
            {
                // A line of blanks was meant to be empty: it continues nothing, or what it would add is cut off anyway.
                line = text.Span[first].ContainsAnyExcept((byte)' ')
                    ? throw new LdifFormatException(number, "a line that begins with a blank continues the line before it, and there is none")
                    : new LdifLine(default, number, false);
                return true;
            }

            if (text.Span[first] is [])
            {
                line = new LdifLine(default, number, false);
                return true;
            }

            var whole = Continued(first);
            if (text.Span[first] is not [(byte)'#', ..])
            {
                line = new LdifLine(whole, number, follows);
                return true;
            }
        }

        line = default;
        return false;
    }

    /// <summary>The line in the file of a byte of a line that was read: where it is folded that is not the one it begins on.</summary>
    public static int NumberAt(ReadOnlyMemory<byte> text, int number, int index)
    {
        var lines = new LdifLines(text);
        while (lines.next < number)
        {
            lines.Physical();
        }

        for (var left = index; ;)
        {
            var physical = lines.Physical();
            var length = text.Span[physical].Length - (lines.next - 1 == number ? 0 : 1);
            if (left < length || !lines.IsContinued)
            {
                return lines.next - 1;
            }

            left -= length;
        }
    }

    private bool IsContinued => at < text.Length && text.Span[at] is (byte)' ';

    private ReadOnlyMemory<byte> Continued(Range first)
    {
        if (!IsContinued)
        {
            return text[first];
        }

        // The folds are found first, so that a long value is copied once.
        folds.Clear();
        var length = text.Span[first].Length;
        while (IsContinued)
        {
            var fold = Physical();
            blanksBefore = !text.Span[fold].ContainsAnyExcept((byte)' ');
            fold = (fold.Start.Value + 1)..fold.End;
            length += text.Span[fold].Length;
            folds.Add(fold);
        }

        var whole = GC.AllocateUninitializedArray<byte>(length);
        text.Span[first].CopyTo(whole);
        var filled = text.Span[first].Length;
        foreach (var fold in folds)
        {
            text.Span[fold].CopyTo(whole.AsSpan(filled));
            filled += text.Span[fold].Length;
        }

        return whole;
    }

    /// <summary>One line of the file, without its end, which is LF or CR LF.</summary>
    private Range Physical()
    {
        var start = at;
        var length = text.Span[start..].IndexOf((byte)'\n');
        var end = length < 0 ? text.Length : start + length;
        at = Math.Min(end + 1, text.Length);
        next++;
        return start..(end > start && text.Span[end - 1] is (byte)'\r' ? end - 1 : end);
    }
}
