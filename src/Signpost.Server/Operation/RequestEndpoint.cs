namespace Signpost.Server.Operation;

/// <summary>What a request was for, as it is counted.</summary>
public enum RequestEndpoint
{
    /// <summary>POX Autodiscover.</summary>
    Pox,

    /// <summary>POX Autodiscover for phones.</summary>
    MobileSync,

    /// <summary>SOAP Autodiscover.</summary>
    Soap,

    /// <summary>Exchange Web Services.</summary>
    Ews,

    /// <summary>JSON Autodiscover.</summary>
    Json,

    /// <summary>Mozilla's autoconfig.</summary>
    Autoconfig,

    /// <summary>Apple's profiles.</summary>
    MobileConfig,

    /// <summary>Plain http.</summary>
    Redirect,

    /// <summary>How the server is.</summary>
    Health,

    /// <summary>Anything else.</summary>
    Other,
}
