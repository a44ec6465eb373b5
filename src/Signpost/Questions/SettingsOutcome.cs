using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;

namespace Signpost.Questions;

/// <summary>What came of asking for the settings of one user or domain.</summary>
public abstract record SettingsOutcome
{
    private SettingsOutcome()
    {
    }

    /// <summary>The server answered with settings, perhaps not with all.</summary>
    /// <param name="Settings">Those it gave, in its order; of a domain all are texts.</param>
    /// <param name="Errors">Those it did not give, and why.</param>
    public sealed record Given(ImmutableArray<UserSetting> Settings, ImmutableArray<SettingError> Errors) : SettingsOutcome
    {
        /// <inheritdoc/>
        public bool Equals(Given? other) => other is not null && Settings.SequenceEqual(other.Settings) && Errors.SequenceEqual(other.Errors);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Settings.Length, Errors.Length);
    }

    /// <summary>It is to be asked for at another address (MS-OXWSADISC section 2.2.5.1); see <see cref="Discovery.DiscoveryOptions.FollowsRedirectAddress"/>.</summary>
    public sealed record RedirectAddress(string Address) : SettingsOutcome;

    /// <summary>The server has nothing for this one.</summary>
    /// <param name="Code">For example <see cref="SoapErrorCode.InvalidUser"/>; <see cref="SoapErrorCode.ServerBusy"/> where it never got to it.</param>
    /// <param name="Message">The server's words.</param>
    public sealed record Error(SoapErrorCode Code, string Message) : SettingsOutcome;

    /// <summary>The call in which it was asked for failed as a whole.</summary>
    public sealed record CallFailed(ConversationOutcome Why) : SettingsOutcome;

    /// <summary>There is nobody to ask.</summary>
    public sealed record NoEndpoint(string Why) : SettingsOutcome;

    /// <summary>It was not asked for, because of what had happened before.</summary>
    public sealed record NotAsked(string Why) : SettingsOutcome;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Given => "settings",
        RedirectAddress => "redirect-address",
        Error => "error",
        CallFailed => "call-failed",
        NoEndpoint => "no-endpoint",
        NotAsked => "not-asked",
        _ => throw new UnreachableException(),
    };

    /// <summary>The outcome in one clause.</summary>
    public string Describe() => this switch
    {
        Given { Settings: [] } => "none of the settings",
        Given => "settings received",
        RedirectAddress r => $"redirects to the address {r.Address}",
        Error e => OneLine.Of($"{e.Code}: {e.Message}").TrimEnd(' ', ':'),
        CallFailed c => c.Why.Describe(),
        NoEndpoint n => $"no endpoint: {n.Why}",
        NotAsked n => $"not asked: {n.Why}",
        _ => throw new UnreachableException(),
    };
}
