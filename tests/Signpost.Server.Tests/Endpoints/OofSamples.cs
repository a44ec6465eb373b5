using Signpost.Ews;
using Signpost.Oof;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>Mailboxes and settings that tests speak of.</summary>
internal static class OofSamples
{
    public static Mailbox Ann { get; } = new()
    {
        PrimaryAddress = MailboxAddress.Parse("ann@contoso.test"),
        Addresses = [MailboxAddress.Parse("ann@contoso.test")],
        UserPrincipalName = "ann@contoso.test",
        SamAccountName = "ann",
        MailboxGuid = new Guid("11111111-2222-3333-4444-555555555555"),
    };

    public static OofSettings Enabled { get; } = new()
    {
        State = OofState.Enabled,
        ExternalAudience = ExternalAudience.All,
        InternalReply = new OofReply("<html><body>Gone fishing</body></html>", "en-US"),
        ExternalReply = new OofReply("Away"),
    };

    public static OofSettings Scheduled(string start, string end) => Enabled with { State = OofState.Scheduled, Duration = new EwsDuration(Time(start), Time(end)) };

    private static EwsTime Time(string text) => EwsTime.TryParse(text, out var time) ? time : throw new FormatException(text);
}
