using System.Globalization;
using System.Text;
using NodaTime;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Ews;

/// <summary>What becomes of settings that somebody wants to set.</summary>
internal abstract record OofIntake
{
    /// <summary>The most bytes of one reply, as UTF-8: Outlook's documents with a signature have some 10 KiB, and a mailbox must not fill the store.</summary>
    public const int LongestReply = 128 * 1024;

    // RFC 5646 section 4.4.1: 35 characters are enough for every language tag.
    private const int LongestLanguage = 35;

    private OofIntake()
    {
    }

    /// <summary>They are to be kept.</summary>
    /// <param name="Settings">As they were given; but times are instants.</param>
    public sealed record Accepted(OofSettings Settings) : OofIntake;

    /// <summary>They are not.</summary>
    /// <param name="Code">The code of the answer.</param>
    /// <param name="Words">Its words.</param>
    public sealed record Refused(EwsErrorCode Code, string Words) : OofIntake;

    /// <summary>Judges a request.</summary>
    public static OofIntake Read(OofRequest.Set asked, DateTimeOffset now)
    {
        var settings = asked.Settings;
        if (new[] { settings.InternalReply, settings.ExternalReply }.OfType<OofReply>().Any(IsTooLong))
        {
            return new Refused(EwsErrorCode.InvalidUserOofSettings, string.Create(CultureInfo.InvariantCulture, $"A reply may have {LongestReply / 1024} KiB, and its language {LongestLanguage} characters."));
        }

        if (ZoneOf(asked) is not { } zone)
        {
            return new Refused(EwsErrorCode.TimeZone, "The time zone of the call is not known, and the times say none.");
        }

        if (settings.Duration is { } given && !(IsWritable(zone, given.Start) && IsWritable(zone, given.End)))
        {
            settings = settings with { Duration = null };       // a schedule needs one, and nothing else does
        }

        return settings.Refusal(now, clock => Instant(zone, clock)) is { } code
            ? new Refused(code, code == EwsErrorCode.InvalidUserOofSettings ? "Both replies have to be there; they may be empty." : "The absence has to end after it begins, and after now.")
            : new Accepted(settings with { Duration = settings.Duration is { } duration ? new EwsDuration(Utc(zone, duration.Start), Utc(zone, duration.End)) : null });
    }

    private static bool IsTooLong(OofReply reply) => Encoding.UTF8.GetByteCount(reply.Message) > LongestReply || reply.Language.Length > LongestLanguage;

    // Times that say how far they are from UTC need no zone: exchangelib writes both.
    private static DateTimeZone? ZoneOf(OofRequest.Set asked) =>
        asked.TimeZoneId is "" || asked.Settings.Duration is not { } duration || (duration.Start.Offset, duration.End.Offset) is (not null, not null)
            ? DateTimeZone.Utc
            : EventZones.Nameable().Find(asked.TimeZoneId, new StepBudget()) is ZoneReading.Known { Zone: var zone } ? zone : null;

    private static EwsTime Utc(DateTimeZone zone, EwsTime time) => EwsTime.Utc(Instant(zone, time));

    private static DateTimeOffset Instant(DateTimeZone zone, EwsTime time) => time.Instant ?? Instant(zone, time.Clock);

    // A time that the clock shows twice is the first one; one that it skips is as much later.
    private static DateTimeOffset Instant(DateTimeZone zone, DateTime clock) => zone.AtLeniently(LocalDateTime.FromDateTime(clock)).ToInstant().ToDateTimeOffset();

    // The first and the last hours of what can be written may be another year in UTC.
    private static bool IsWritable(DateTimeZone zone, EwsTime time) => Instant(zone, time).UtcDateTime.Year is > 1601 and < 9000;
}
