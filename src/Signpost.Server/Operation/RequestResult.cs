namespace Signpost.Server.Operation;

/// <summary>What came of a request, as it is counted.</summary>
public enum RequestResult
{
    /// <summary>It was answered.</summary>
    Ok,

    /// <summary>The client was led elsewhere: to another URL, or to another address.</summary>
    Redirect,

    /// <summary>There is no such mailbox, domain or path here.</summary>
    Unknown,

    /// <summary>It makes no sense, or wants what is not offered.</summary>
    Invalid,

    /// <summary>It came without credentials where some are needed.</summary>
    Challenged,

    /// <summary>Its credentials are not right.</summary>
    Refused,

    /// <summary>Its address asks too much.</summary>
    Limited,

    /// <summary>It is too long.</summary>
    TooLarge,

    /// <summary>A mistake of ours.</summary>
    Error,

    /// <summary>Whoever could have answered is away: the directory, as a rule.</summary>
    Away,

    /// <summary>The client left before the answer.</summary>
    Gone,
}
