using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>Settings as SOAP gives them, and as every dialect gives them, into each other.</summary>
/// <remarks>
/// What SOAP has no name for is lost on the way: the time the settings hold, ports, the URLs of MAPI over HTTP, an availability or OOF URL other than that
/// of EWS. What the records have no place for is passed over: photos, policies, document sharing.
/// </remarks>
public static class UserSettingsMapping
{
    /// <summary>What our client asks for: all that <see cref="ToMailbox"/> understands.</summary>
    public static ImmutableArray<string> AskedByDefault { get; } = [.. MappedSettings.All.Where(setting => setting.IsRead).Select(setting => setting.Name)];

    /// <summary>What the settings say of the mailbox; a name that is not known says nothing, and of two of one name the first counts.</summary>
    public static MailboxSettings ToMailbox(IEnumerable<UserSetting> settings)
    {
        var given = settings.DistinctBy(setting => setting.Name).ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        var mailbox = new MailboxSettings();
        foreach (var mapped in MappedSettings.All)
        {
            if (given.TryGetValue(mapped.Name, out var setting))
            {
                mailbox = mapped.Set(mailbox, setting);
            }
        }

        return mailbox;
    }

    /// <summary>All settings the mailbox has a value for.</summary>
    public static ImmutableArray<UserSetting> ToSettings(MailboxSettings mailbox) =>
        [.. MappedSettings.All.Select(mapped => mapped.Get(mailbox)).OfType<UserSetting>()];

    /// <summary>What a server says of a mailbox: the settings asked for, in that order, and an error for each that it does not have.</summary>
    public static UserResponse Answer(MailboxSettings mailbox, IEnumerable<string> asked) => Answer(ToSettings(mailbox), asked);

    /// <summary>What a server says that has these settings: those asked for, in that order, and an error for each that it does not have.</summary>
    public static UserResponse Answer(IEnumerable<UserSetting> settings, IEnumerable<string> asked)
    {
        var all = settings.DistinctBy(setting => setting.Name).ToDictionary(setting => setting.Name, StringComparer.Ordinal);

        // exchangelib looks for EWS nowhere else. Who is outside would be led to the inner URL anyway, if there is no other.
        if (all.TryGetValue("InternalEwsUrl", out var inside))
        {
            all.TryAdd("ExternalEwsUrl", inside with { Name = "ExternalEwsUrl" });
        }

        var names = asked.Distinct().ToArray();
        return new UserResponse
        {
            ErrorMessage = "No error.",
            Settings = [.. names.Select(all.GetValueOrDefault).OfType<UserSetting>()],
            SettingErrors = [.. names.Where(name => !all.ContainsKey(name)).Select(Missing)],
        };
    }

    private static SettingError Missing(string name) => UserSettingNames.Find(name) is null
        ? new SettingError(SoapErrorCode.InvalidSetting, "Invalid setting.", name)
        : new SettingError(SoapErrorCode.SettingIsNotAvailable, "The setting is not available.", name);
}
