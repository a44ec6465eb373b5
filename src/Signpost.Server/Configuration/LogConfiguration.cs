namespace Signpost.Server.Configuration;

/// <summary>How much of an address or a user's name is logged.</summary>
public enum LoggedAddress
{
    /// <summary>A short keyed hash that is the same for the same address while the process lives.</summary>
    Hashed,

    /// <summary>As it is.</summary>
    Full,
}

/// <summary>What is logged.</summary>
public sealed record LogConfiguration
{
    /// <summary>How mailbox addresses and users' names are written.</summary>
    public LoggedAddress Addresses { get; init; } = LoggedAddress.Hashed;

    /// <summary>One JSON object a line instead of text.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether each request is logged, and not only what went wrong.</summary>
    public bool EachRequest { get; init; }
}
