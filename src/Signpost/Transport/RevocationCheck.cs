namespace Signpost.Transport;

/// <summary>Whether the issuers of a certificate are asked if they took it back.</summary>
public enum RevocationCheck
{
    /// <summary>Nobody is asked: nothing is fetched from where a stranger's certificate says.</summary>
    Off,

    /// <summary>They are asked; where there is no answer, the certificate is good.</summary>
    Soft,

    /// <summary>They are asked; no answer is as bad as a yes.</summary>
    Hard,
}
