using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;

namespace Signpost.Questions;

/// <summary>Which settings are wanted, of users or of domains; to the talk with the server both are the same.</summary>
internal sealed record SettingsQuestion(SoapOperation Operation, ImmutableArray<string> Settings)
{
    private static readonly ImmutableArray<string> OfDomains = ["ExternalEwsUrl", "ExternalEwsVersion"];

    /// <summary>About users; where no setting is named, those that make up a <see cref="MailboxSettings"/>.</summary>
    public static SettingsQuestion Users(ImmutableArray<string> settings) =>
        new(SoapOperation.GetUserSettings, settings.IsDefaultOrEmpty ? UserSettingsMapping.AskedByDefault : settings);

    /// <summary>About domains; where no setting is named, all there are.</summary>
    public static SettingsQuestion Domains(ImmutableArray<string> settings) =>
        new(SoapOperation.GetDomainSettings, settings.IsDefaultOrEmpty ? OfDomains : settings);

    /// <summary>What a server is asked for in the place of an address.</summary>
    public string SubjectOf(MailboxAddress address) => Operation is SoapOperation.GetUserSettings ? address.ToString() : address.Domain;

    /// <summary>The question about these.</summary>
    public IAutodiscoverDialect About(ImmutableArray<string> subjects) => Operation is SoapOperation.GetUserSettings
        ? new SoapQuestion(new SoapRequest.GetUserSettings(subjects, Settings, ""), subjects[0])
        : new SoapQuestion(new SoapRequest.GetDomainSettings(subjects, Settings, ""), "");

    /// <summary>What an answer says of each, in the order of the question; perhaps of fewer, or of more.</summary>
    public static ImmutableArray<UserResponse> AnswersIn(SoapResponse response) => response switch
    {
        SoapResponse.GetUserSettings users => users.Users,
        SoapResponse.GetDomainSettings domains => [.. domains.Domains.Select(AsOfUser)],
        _ => throw new UnreachableException(),
    };

    private static UserResponse AsOfUser(DomainResponse domain) => new()
    {
        ErrorCode = domain.ErrorCode,
        ErrorMessage = domain.ErrorMessage,
        RedirectTarget = domain.RedirectTarget,
        SettingErrors = domain.SettingErrors,
        Settings = [.. domain.Settings.Select(setting => new UserSetting.StringSetting(setting.Name, setting.Value))],
    };
}
