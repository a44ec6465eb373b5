namespace Signpost.Transport;

/// <summary>One thing that is wrong with a certificate.</summary>
public enum TlsFault
{
    /// <summary>The server showed no certificate.</summary>
    NoCertificate,

    /// <summary>None of its names is the name we asked for.</summary>
    NameMismatch,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>It is signed by itself and not trusted.</summary>
    SelfSigned,

    /// <summary>Its issuer, or the root above that, is not trusted here.</summary>
    UnknownIssuer,

    /// <summary>Its issuer took it back.</summary>
    Revoked,

    /// <summary>Another fault of the chain; the evidence names it.</summary>
    Other,

    /// <summary>The two sides did not come to terms: no common version or cipher, or no TLS spoken at all.</summary>
    Handshake,

    /// <summary>The server left out an authority between its certificate and the root.</summary>
    IncompleteChain,

    /// <summary>It is not for servers.</summary>
    WrongUsage,

    /// <summary>A short key, a broken signature, or an old version of TLS.</summary>
    Weak,

    /// <summary>Whether it was revoked could not be learned, and the user wants to know.</summary>
    RevocationUnknown,
}

/// <summary>The words for a fault.</summary>
public static class TlsFaultWords
{
    extension(TlsFault fault)
    {
        /// <summary>The fault in JSON and in the codes of findings.</summary>
        public string Word => fault switch
        {
            TlsFault.NoCertificate => "no-certificate",
            TlsFault.NameMismatch => "name-mismatch",
            TlsFault.Expired => "expired",
            TlsFault.NotYetValid => "not-yet-valid",
            TlsFault.SelfSigned => "self-signed",
            TlsFault.UnknownIssuer => "unknown-issuer",
            TlsFault.Revoked => "revoked",
            TlsFault.Other => "untrusted",
            TlsFault.Handshake => "handshake",
            TlsFault.IncompleteChain => "incomplete-chain",
            TlsFault.WrongUsage => "wrong-usage",
            TlsFault.Weak => "weak",
            TlsFault.RevocationUnknown => "revocation-unknown",
            _ => throw new UnreachableException(),
        };
    }
}
