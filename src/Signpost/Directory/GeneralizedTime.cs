using System.Globalization;

namespace Signpost.Directory;

/// <summary>A moment as the directory writes it (RFC 4517 section 3.3.13): <c>20070301090000.0Z</c>.</summary>
internal static class GeneralizedTime
{
    private const string ToTheSecond = "yyyyMMddHHmmss";

    /// <summary>Reads a moment; minutes and seconds may lack, the zone may not.</summary>
    public static bool TryParse(string? text, out DateTimeOffset moment)
    {
        moment = default;
        var digits = text is null ? 0 : text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (text is null || digits is not (10 or 12 or 14) || !TryZone(text.AsSpan(digits), out var fraction, out var zone))
        {
            return false;
        }

        // A fraction is one of the last unit given: of a second, a minute or an hour.
        var unit = digits switch { 14 => TimeSpan.TicksPerSecond, 12 => TimeSpan.TicksPerMinute, _ => TimeSpan.TicksPerHour };
        if (!DateTime.TryParseExact(text.AsSpan(0, digits), ToTheSecond.AsSpan(0, digits), CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var ticks = local.Ticks - zone.Ticks;
        if (ticks < 0 || ticks + unit > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        moment = new DateTimeOffset(ticks + (long)(fraction * unit), TimeSpan.Zero);
        return true;
    }

    private static bool TryZone(ReadOnlySpan<char> rest, out decimal fraction, out TimeSpan zone)
    {
        (fraction, zone) = (0, TimeSpan.Zero);
        if (rest is ['.' or ',', ..])
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9') + 1;
            if (end is < 2 or > 20)
            {
                return false;
            }

            fraction = decimal.Parse($"0.{rest[1..end]}", CultureInfo.InvariantCulture);
            rest = rest[end..];
        }

        if (rest is ['Z'])
        {
            return true;
        }

        if (rest is not ['+' or '-', _, _, _, _] || rest[1..].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var (hours, minutes) = (((rest[1] - '0') * 10) + rest[2] - '0', ((rest[3] - '0') * 10) + rest[4] - '0');
        zone = new TimeSpan(hours, minutes, 0) * (rest[0] is '-' ? -1 : 1);
        return hours < 24 && minutes < 60;
    }
}
