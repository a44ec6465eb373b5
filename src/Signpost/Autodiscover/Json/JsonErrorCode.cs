namespace Signpost.Autodiscover.Json;

/// <summary>The error codes of Autodiscover V2, as seen in the wild.</summary>
public static class JsonErrorCode
{
    /// <summary>The request does not say which service is wanted; HTTP 400.</summary>
    public const string MissingProtocol = "MissingProtocol";

    /// <summary>The service is not offered; HTTP 400. Another implementation says <c>InvalidProtocol</c>.</summary>
    public const string ProtocolNotSupported = "ProtocolNotSupported";

    /// <summary>The request does not say whose service is wanted; HTTP 400.</summary>
    public const string MandatoryParameterMissing = "MandatoryParameterMissing";

    /// <summary>Nobody here has this address; HTTP 404.</summary>
    public const string UserNotFound = "UserNotFound";
}
