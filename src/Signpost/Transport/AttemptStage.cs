namespace Signpost.Transport;

/// <summary>Where on its way an attempt failed.</summary>
public enum AttemptStage
{
    /// <summary>The host's name could not be looked up.</summary>
    Name,

    /// <summary>No TCP connection.</summary>
    Connect,

    /// <summary>No TLS.</summary>
    Tls,

    /// <summary>The request could not be sent.</summary>
    Send,

    /// <summary>No whole answer came.</summary>
    Receive,
}
