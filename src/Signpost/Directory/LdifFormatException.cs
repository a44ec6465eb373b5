namespace Signpost.Directory;

/// <summary>A line that LDIF does not allow; it ends the reading and becomes a <see cref="DirectoryFailure.BadFile"/>.</summary>
internal sealed class LdifFormatException(int line, string what) : Exception(what)
{
    /// <summary>The line, from 1; 0 where the whole file is meant.</summary>
    public int Line { get; } = line;
}
