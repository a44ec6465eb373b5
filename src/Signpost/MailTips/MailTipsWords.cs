namespace Signpost.MailTips;

/// <summary>Lists of words in one element (xs:list).</summary>
internal static class MailTipsWords
{
    private static readonly MailTipKinds[] Single = [.. Enum.GetValues<MailTipKinds>().Where(kind => kind is not (MailTipKinds.None or MailTipKinds.All))];

    public static string Text(MailTipKinds kinds) => kinds is MailTipKinds.All
        ? nameof(MailTipKinds.All)
        : string.Join(' ', Single.Where(kind => kinds.HasFlag(kind)));

    /// <summary>The kinds of a text; words that are not known are none.</summary>
    public static MailTipKinds Kinds(string text) => Split(text).Aggregate(MailTipKinds.None, (kinds, word) => kinds | Kind(word));

    public static string[] Split(string text) => text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static MailTipKinds Kind(string word) => word is nameof(MailTipKinds.All) ? MailTipKinds.All : Single.FirstOrDefault(kind => kind.ToString() == word);
}
