namespace Signpost.Server.Conduct;

/// <summary>Which program asks, in one of a few words, by what it calls itself.</summary>
internal static class ClientKind
{
    // The first that is found counts: Outlook calls itself Microsoft Office too.
    private static readonly (string Mark, string Kind)[] Kinds =
    [
        ("Microsoft Outlook", "outlook"),
        ("Microsoft Office", "outlook"),
        ("Outlook-iOS", "outlook-mobile"),
        ("Outlook-Android", "outlook-mobile"),
        ("ExchangeServicesClient", "ews-managed-api"),
        ("exchangelib", "exchangelib"),
        ("Evolution", "evolution"),
        ("Thunderbird", "thunderbird"),
        ("DavMail", "davmail"),
        ("Apple-", "apple-mobile"),
        ("Mac OS X", "apple-mac"),
        ("Android", "android"),
        ("Signpost", "signpost"),
        ("curl/", "curl"),
    ];

    public static string Of(string userAgent)
    {
        if (userAgent is "")
        {
            return "unnamed";
        }

        foreach (var (mark, kind) in Kinds)
        {
            if (userAgent.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return "other";
    }
}
