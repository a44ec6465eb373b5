namespace Signpost.Directory;

/// <summary>A line of LDIF with its folds undone.</summary>
/// <param name="Text">Its bytes; none for the empty line between records.</param>
/// <param name="Number">The number in the file of the line it begins on, from 1.</param>
/// <param name="FollowsBlanks">Whether a line of nothing but blanks, which looks empty, stands before it.</param>
internal readonly record struct LdifLine(ReadOnlyMemory<byte> Text, int Number, bool FollowsBlanks)
{
    /// <summary>Whether it ends a record.</summary>
    public bool IsEmpty => Text.IsEmpty;
}
