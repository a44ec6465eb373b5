using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Oof;

/// <summary>What a CAS answers to an <see cref="OofRequest"/>.</summary>
public abstract record OofResponse
{
    private OofResponse()
    {
    }

    /// <summary>Which Exchange answers; null where it does not say, which exchangelib does not bear.</summary>
    public ServerVersionInfo? Server { get; init; }

    /// <summary>What is set.</summary>
    /// <param name="Outcome">How it went.</param>
    /// <param name="Settings">Null with an error.</param>
    /// <param name="AllowExternalOof">The most the administrator allows; null where it is not said.</param>
    public sealed record Get(EwsOutcome Outcome, OofSettings? Settings, ExternalAudience? AllowExternalOof) : OofResponse;

    /// <summary>It is set.</summary>
    /// <param name="Outcome">How it went.</param>
    public sealed record Set(EwsOutcome Outcome) : OofResponse;

    /// <summary>It could not be answered at all.</summary>
    /// <param name="Why">The fault.</param>
    public sealed record Fault(EwsFault Why) : OofResponse;
}
