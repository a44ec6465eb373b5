namespace Signpost.Doctor.Clients;

/// <summary>Something a client does, and how that is known.</summary>
/// <param name="What">What it does, one clause.</param>
/// <param name="Source">Where that is written or how it was measured; <c>approximate</c> where nobody has said so for certain.</param>
public sealed record ClientRule(string What, string Source)
{
    /// <summary>The source of what is only likely.</summary>
    public const string Approximate = "approximate";

    /// <summary>Whether it is likely rather than known.</summary>
    public bool IsApproximate => Source.StartsWith(Approximate, StringComparison.Ordinal);
}
