namespace Signpost.Autodiscover;

/// <summary>What a block of settings is for. The set is open; names compare without case.</summary>
public readonly record struct ProtocolKind(string Name)
{
    /// <summary>From inside: RPC over TCP.</summary>
    public static ProtocolKind Exch { get; } = new("EXCH");

    /// <summary>From outside: RPC over HTTP.</summary>
    public static ProtocolKind Expr { get; } = new("EXPR");

    /// <summary>RPC over HTTP from both sides; servers send one block for each side.</summary>
    public static ProtocolKind ExHttp { get; } = new("EXHTTP");

    /// <summary>The mailbox in a browser.</summary>
    public static ProtocolKind Web { get; } = new("WEB");

    /// <summary>MAPI over HTTP.</summary>
    public static ProtocolKind MapiHttp { get; } = new("mapiHttp");

    /// <summary>Mail read by POP.</summary>
    public static ProtocolKind Pop3 { get; } = new("POP3");

    /// <summary>Mail read by IMAP.</summary>
    public static ProtocolKind Imap { get; } = new("IMAP");

    /// <summary>Mail sent by SMTP.</summary>
    public static ProtocolKind Smtp { get; } = new("SMTP");

    /// <summary>ActiveSync.</summary>
    public static ProtocolKind MobileSync { get; } = new("MobileSync");

    /// <inheritdoc/>
    public bool Equals(ProtocolKind other) => string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    /// <summary>The name; "" where the server gave none.</summary>
    public override string ToString() => Name ?? "";
}
