using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Signpost.Doctor.Clients;

/// <summary>How a real client goes about discovery: data, each rule with its source.</summary>
public sealed class ClientProfile
{
    internal ClientProfile(string name, string title, ImmutableArray<ClientStep> steps, ClientHabits habits) =>
        (Name, Title, Steps, Habits) = (name, title, steps, habits);

    /// <summary>Every client that is known.</summary>
    public static ImmutableArray<ClientProfile> All =>
        [OutlookProfiles.Outlook2007, OutlookProfiles.Outlook2016, OtherProfiles.EwsManagedApi, OtherProfiles.Exchangelib, OtherProfiles.Evolution];

    /// <summary>The name in options and in JSON, for example <c>outlook2007</c>.</summary>
    public string Name { get; }

    /// <summary>The name in sentences.</summary>
    public string Title { get; }

    /// <summary>Whether the order of its steps is likely rather than known.</summary>
    public bool IsApproximate => Steps.Any(step => step.Rule.IsApproximate);

    /// <summary>Its steps, in its order.</summary>
    public ImmutableArray<ClientStep> Steps { get; }

    /// <summary>Every rule of it.</summary>
    public ImmutableArray<ClientRule> Rules => [.. Steps.Select(step => step.Rule).Concat(Habits.Rules).Distinct()];

    internal ClientHabits Habits { get; }

    /// <summary>The client of a name, written in any case.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out ClientProfile? client)
    {
        client = All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return client is not null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
