namespace Signpost.Server.Conduct;

/// <summary>How it is known where a request comes from.</summary>
public enum OriginKind
{
    /// <summary>The client is connected to this server; what its headers say of addresses is not read.</summary>
    Direct,

    /// <summary>A trusted proxy named its client.</summary>
    Forwarded,

    /// <summary>A trusted proxy names no client: it asks for itself, or hides for whom. The address is its own.</summary>
    Proxy,

    /// <summary>A trusted proxy hands on two headers that name different clients, so that one of them is a client's invention. The address is the proxy's.</summary>
    Disputed,
}
