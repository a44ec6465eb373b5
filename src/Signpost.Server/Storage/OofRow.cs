using Signpost.Ews;
using Signpost.Oof;

namespace Signpost.Server.Storage;

/// <summary>Settings as the columns of a table.</summary>
internal sealed record OofRow(string State, string Audience, DateTimeOffset? Starts, DateTimeOffset? Ends, OofReply Internal, OofReply External)
{
    /// <summary>The row of settings.</summary>
    /// <exception cref="ArgumentException">A reply is missing, or a time is no instant.</exception>
    public static OofRow Of(OofSettings settings) => settings is { InternalReply: { } inside, ExternalReply: { } outside }
        ? new OofRow(settings.State.ToString(), settings.ExternalAudience.ToString(), Instant(settings.Duration?.Start), Instant(settings.Duration?.End), inside, outside)
        : throw new ArgumentException("both replies are needed", nameof(settings));

    /// <summary>The settings of the row.</summary>
    /// <exception cref="InvalidDataException">Somebody else wrote it.</exception>
    public OofSettings AsSettings() => new()
    {
        State = Enum.TryParse<OofState>(State, out var state) ? state : throw new InvalidDataException($"'{State}' is no OofState"),
        ExternalAudience = Enum.TryParse<ExternalAudience>(Audience, out var audience) ? audience : throw new InvalidDataException($"'{Audience}' is no ExternalAudience"),
        Duration = (Starts, Ends) is ({ } start, { } end) ? new EwsDuration(EwsTime.Utc(start), EwsTime.Utc(end)) : null,
        InternalReply = Internal,
        ExternalReply = External,
    };

    /// <summary>An instant as finely as every engine keeps it: to the microsecond.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset instant) => new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static DateTimeOffset? Instant(EwsTime? time) => time switch
    {
        null => null,
        { Instant: { } instant } => Rounded(instant),
        _ => throw new ArgumentException("a time without a zone is no instant", nameof(time)),
    };
}
