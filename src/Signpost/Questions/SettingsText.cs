using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover.Soap;
using Signpost.Discovery;

namespace Signpost.Questions;

/// <summary>Settings for people: a block for each user or domain, names and values in columns.</summary>
internal static class SettingsText
{
    private const int WidestName = 44;

    public static ImmutableArray<ReportLine> Of(SettingsReport report)
    {
        var width = Math.Min(WidestName, report.Answers.Select(answer => answer.Outcome).OfType<SettingsOutcome.Given>()
            .SelectMany(given => given.Settings.Select(setting => setting.Name).Concat(Unusual(given).Select(error => error.SettingName)))
            .Select(name => OneLine.Of(name).Length).DefaultIfEmpty(0).Max());
        return [.. report.Answers.SelectMany(answer => Block(answer, width))];
    }

    /// <summary>The values of a setting, one line each; none where it is empty.</summary>
    public static ImmutableArray<string> ValuesOf(UserSetting setting) => setting switch
    {
        UserSetting.StringSetting text => [OneLine.Of(text.Value)],
        UserSetting.WebClientUrlCollectionSetting pages => [.. pages.Pages.Select(page => Words(page.Url.Text, page.AuthenticationMethods))],
        UserSetting.ProtocolConnectionCollectionSetting mail => [.. mail.Connections.Select(one => Words(
            one.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{one.Hostname}:{port}") : one.Hostname, one.EncryptionMethod))],
        UserSetting.AlternateMailboxCollectionSetting others => [.. others.Mailboxes.Select(other => Words(
            other.SmtpAddress is "" ? other.LegacyDn : other.SmtpAddress, other.Type, other.DisplayName, other.Server))],
        UserSetting.DocumentSharingLocationCollectionSetting places => [.. places.Locations.Select(place => Words(place.LocationUrl.Text, place.DisplayName))],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<ReportLine> Block(SettingsAnswer answer, int width)
    {
        var asked = new ReportSpan(answer.AskedAs is { } other ? $"{answer.Subject}  as {other}" : answer.Subject, ReportTone.Strong);
        var by = new ReportSpan(answer.Url is { } url ? $"  {url}" : "", ReportTone.Faint);
        if (answer.Outcome is not SettingsOutcome.Given given)
        {
            var tone = answer.Outcome is SettingsOutcome.RedirectAddress ? ReportTone.Warning : ReportTone.Bad;
            yield return ReportLine.Of(asked, by, new ReportSpan($"  {answer.Outcome.Describe()}", tone));
            yield break;
        }

        yield return ReportLine.Of(asked, by);
        foreach (var setting in given.Settings)
        {
            var name = OneLine.Of(setting.Name);
            foreach (var value in ValuesOf(setting).DefaultIfEmpty("(none)"))
            {
                yield return Row(name, value, width, ReportTone.Plain);
                name = "";
            }
        }

        foreach (var error in Unusual(given))
        {
            yield return Row(OneLine.Of(error.SettingName), OneLine.Of($"{error.ErrorCode}: {error.ErrorMessage}").TrimEnd(' ', ':'), width, ReportTone.Bad);
        }

        if (given.Errors.Except(Unusual(given)).Select(error => OneLine.Of(error.SettingName)).ToArray() is [_, ..] missing)
        {
            yield return ReportLine.Of(new ReportSpan($"      not available: {string.Join(", ", missing)}", ReportTone.Faint));
        }
    }

    // That a setting has no value here is no fault of anybody's.
    private static IEnumerable<SettingError> Unusual(SettingsOutcome.Given given) => given.Errors.Where(error => error.ErrorCode.Kind is not SoapErrorKind.SettingIsNotAvailable);

    private static ReportLine Row(string name, string value, int width, ReportTone tone) =>
        ReportLine.Of(new ReportSpan($"      {name.PadRight(width)}  ", ReportTone.Faint), new ReportSpan(value, tone));

    private static string Words(params string[] words) => OneLine.Of(string.Join("  ", words.Where(word => word is not "")));
}
