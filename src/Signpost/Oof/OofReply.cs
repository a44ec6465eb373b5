namespace Signpost.Oof;

/// <summary>What somebody reads who writes to one who is away (MS-OXWOOF, ReplyBody).</summary>
/// <param name="Message">As it was given: Outlook's are HTML documents, others' are plain text.</param>
/// <param name="Language">The language (<c>xml:lang</c>); "" where it is not said.</param>
public sealed record OofReply(string Message, string Language = "")
{
    /// <summary>A reply that says nothing; it is one all the same.</summary>
    public static OofReply Empty { get; } = new("");
}
