namespace Signpost.Autodiscover;

/// <summary>How Autodiscover is spoken.</summary>
public enum AutodiscoverDialect
{
    /// <summary>Plain XML, of Outlook and of phones (MS-OXDSCLI, MS-ASCMD).</summary>
    Pox,

    /// <summary>SOAP, of Exchange 2010 and later (MS-OXWSADISC).</summary>
    Soap,

    /// <summary>JSON, "version 2", without a logon and with one URL an answer.</summary>
    Json,
}

/// <summary>The words for a dialect.</summary>
public static class AutodiscoverDialectWords
{
    extension(AutodiscoverDialect dialect)
    {
        /// <summary>The dialect in options and in JSON.</summary>
        public string Word => dialect switch
        {
            AutodiscoverDialect.Pox => "pox",
            AutodiscoverDialect.Soap => "soap",
            AutodiscoverDialect.Json => "json",
            _ => throw new UnreachableException(),
        };

        /// <summary>The dialect in sentences.</summary>
        public string Title => dialect switch
        {
            AutodiscoverDialect.Pox => "POX",
            AutodiscoverDialect.Soap => "SOAP",
            AutodiscoverDialect.Json => "JSON",
            _ => throw new UnreachableException(),
        };
    }
}
