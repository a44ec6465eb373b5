using Signpost.Availability;

namespace Signpost.Server.Calendars.Reading;

/// <summary>What an event is to the owner of the calendar: the first that applies of cancelled, declined, Outlook's word, TRANSP, STATUS, his own answer.</summary>
internal sealed class OwnPart(IEnumerable<MailboxAddress> addresses)
{
    private readonly HashSet<string> own = new(addresses.Select(address => address.ToString()), StringComparer.OrdinalIgnoreCase);

    /// <summary>What it is to him; null where he does not go.</summary>
    public BusyType? BusyOf(CalendarComponent component)
    {
        var answer = AnswerOf(component);
        if (answer is Answer.No)
        {
            return null;
        }

        return component.Word("X-MICROSOFT-CDO-BUSYSTATUS") switch
        {
            "FREE" => BusyType.Free,
            "TENTATIVE" => BusyType.Tentative,
            "BUSY" => BusyType.Busy,
            "OOF" => BusyType.OutOfOffice,
            "WORKINGELSEWHERE" => BusyType.WorkingElsewhere,
            _ => component.Word("TRANSP") is "TRANSPARENT" ? BusyType.Free
                : component.Word("STATUS") is "TENTATIVE" || answer is Answer.Perhaps ? BusyType.Tentative
                : BusyType.Busy,
        };
    }

    private Answer AnswerOf(CalendarComponent component)
    {
        // Of several lines with his addresses the one with which he goes counts. One who asks others to come goes himself, unless he says no.
        var asks = component.First("ORGANIZER") is { } organizer && IsOwn(organizer);
        var best = Answer.None;
        foreach (var line in component.Lines)
        {
            if (line.Name is not "ATTENDEE" || !IsOwn(line))
            {
                continue;
            }

            var answer = line.Parameter("PARTSTAT")?.ToUpperInvariant() switch
            {
                "ACCEPTED" => Answer.Yes,
                "DECLINED" or "DELEGATED" => Answer.No,
                "TENTATIVE" => Answer.Perhaps,
                _ => asks ? Answer.Yes : Answer.Perhaps,      // RFC 5545 section 3.2.12: NEEDS-ACTION is the default, and what unknown ones mean
            };
            best = answer > best ? answer : best;
        }

        return best;
    }

    private bool IsOwn(ContentLine line)
    {
        var value = line.Value.AsSpan().Trim();
        if (value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && IsOwn(value["mailto:".Length..].ToString()))
        {
            return true;
        }

        // Apple's server names people by paths of its own, and their address in EMAIL (RFC 7986 section 6.2).
        return line.Parameter("EMAIL") is { } email && IsOwn(email);
    }

    private bool IsOwn(string address)
    {
        var plain = address.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(address) : address;
        return own.Contains(plain) || (!System.Text.Ascii.IsValid(plain) && MailboxAddress.TryParse(plain, out var parsed) && own.Contains(parsed.ToString()));
    }

    private enum Answer
    {
        None,
        No,
        Perhaps,
        Yes,
    }
}
