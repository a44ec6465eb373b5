namespace Signpost.Autodiscover.Pox;

/// <summary>The namespaces of POX (MS-OXDSCLI, MS-ASCMD). They begin with <c>http://</c>; pages that print <c>https://</c> are wrong.</summary>
public static class PoxSchema
{
    /// <summary>What Outlook asks in.</summary>
    public const string OutlookRequest = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";

    /// <summary>What Outlook wants its answer in.</summary>
    public const string OutlookResponse = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    /// <summary>The same from the time of POP and IMAP.</summary>
    public const string OldOutlookResponse = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006";

    /// <summary>What phones ask in.</summary>
    public const string MobileSyncRequest = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006";

    /// <summary>What phones want their answer in.</summary>
    public const string MobileSyncResponse = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006";

    /// <summary>The root of every answer, and all of an error.</summary>
    public const string Envelope = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
}
