namespace Signpost.Ews;

/// <summary>The namespaces of Exchange Web Services (MS-OXWSCDATA section 2.2).</summary>
public static class EwsSchema
{
    /// <summary>The content type of every message of SOAP 1.1.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>The messages, and what is right in them with few exceptions.</summary>
    public const string Messages = "http://schemas.microsoft.com/exchange/services/2006/messages";

    /// <summary>What messages are made of.</summary>
    public const string Types = "http://schemas.microsoft.com/exchange/services/2006/types";

    /// <summary>The details of faults.</summary>
    public const string Errors = "http://schemas.microsoft.com/exchange/services/2006/errors";
}
