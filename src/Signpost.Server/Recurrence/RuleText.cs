using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>Reads the text of an RRULE (RFC 5545 section 3.3.10): any order, either case, nothing unknown and nothing twice.</summary>
internal sealed class RuleText(string text)
{
    private const int Longest = 8192;
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private readonly Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
    private RuleReading.Faulty? fault;

    public RuleReading Read()
    {
        Split();
        var rule = fault is null ? Rule() : null;
        if (rule is not null && fault is null)
        {
            CheckTogether(rule);
        }

        return fault is { } faulty ? faulty : new RuleReading.Understood(rule!);
    }

    private void Split()
    {
        if (text.Length > Longest)
        {
            Fail("RRULE", string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters; {Longest} at most are read"));
            return;
        }

        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at))
            {
                Fail("RRULE", $"'{Shown(part)}' is not of the form NAME=VALUE");
            }
            else if (!parts.TryAdd(part[..at], part[(at + 1)..]))
            {
                Fail(Shown(part[..at]), "is said twice");
            }
        }
    }

    private RecurrenceRule Rule()
    {
        var rule = new RecurrenceRule
        {
            Frequency = FrequencyOf(Take("FREQ")),
            Interval = Math.Min(Number("INTERVAL") ?? 1, RecurrenceRule.LongestInterval),
            Count = Number("COUNT"),
            Until = Until(),
            BySecond = Numbers("BYSECOND", 0, 60),
            ByMinute = Numbers("BYMINUTE", 0, 59),
            ByHour = Numbers("BYHOUR", 0, 23),
            ByDay = OrdinalDays(),
            ByMonthDay = SignedNumbers("BYMONTHDAY", 31),
            ByYearDay = SignedNumbers("BYYEARDAY", 366),
            ByWeekNumber = SignedNumbers("BYWEEKNO", 53),
            ByMonth = Numbers("BYMONTH", 1, 12),
            BySetPosition = SignedNumbers("BYSETPOS", 366),
            WeekStart = Take("WKST") is { } day ? DayOf("WKST", day) : IsoDayOfWeek.Monday,
        };
        if (parts.Keys.FirstOrDefault() is { } unknown)
        {
            Fail(Shown(unknown), "is no part of a recurrence rule");
        }

        return rule;
    }

    private void CheckTogether(RecurrenceRule rule)
    {
        if (rule is { Count: not null, Until: not null })
        {
            Fail("UNTIL", "stands beside COUNT; a rule has one end");
        }
        else if (rule.ByDay.Any(day => day.Ordinal != 0) && (rule.Frequency < Frequency.Monthly || rule.ByWeekNumber is not []))
        {
            Fail("BYDAY", rule.ByWeekNumber is not []
                ? "counts days beside BYWEEKNO, where there is one of each"
                : "counts days, which only MONTHLY and YEARLY rules may");
        }
        else if (rule is { Frequency: Frequency.Weekly, ByMonthDay: not [] })
        {
            Fail("BYMONTHDAY", "stands in a WEEKLY rule");
        }
        else if (rule is { Frequency: Frequency.Daily or Frequency.Weekly or Frequency.Monthly, ByYearDay: not [] })
        {
            Fail("BYYEARDAY", $"stands in a {rule.Frequency.ToString().ToUpperInvariant()} rule");
        }
        else if (rule is { Frequency: not Frequency.Yearly, ByWeekNumber: not [] })
        {
            Fail("BYWEEKNO", "stands in a rule that is not YEARLY");
        }
        else if (rule.BySetPosition is not [] && !HasAnotherBy(rule))
        {
            Fail("BYSETPOS", "stands alone; it chooses from what another BY part gives");
        }
    }

    private static bool HasAnotherBy(RecurrenceRule rule) =>
        rule.BySecond is not [] || rule.ByMinute is not [] || rule.ByHour is not [] || rule.ByDay is not [] || rule.ByMonthDay is not []
        || rule.ByYearDay is not [] || rule.ByWeekNumber is not [] || rule.ByMonth is not [];

    private Frequency FrequencyOf(string? name)
    {
        switch (name?.ToUpperInvariant())
        {
            case "SECONDLY": return Frequency.Secondly;
            case "MINUTELY": return Frequency.Minutely;
            case "HOURLY": return Frequency.Hourly;
            case "DAILY": return Frequency.Daily;
            case "WEEKLY": return Frequency.Weekly;
            case "MONTHLY": return Frequency.Monthly;
            case "YEARLY": return Frequency.Yearly;
            case null: Fail("FREQ", "is missing"); break;
            default: Fail("FREQ", $"'{Shown(name)}' is no frequency"); break;
        }

        return default;
    }

    private long? Number(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        // More digits than a long has are a number all the same, and end nothing in any calendar.
        var digits = value.All(char.IsAsciiDigit) && value is not "" ? value.TrimStart('0') : "";
        if (digits is "")
        {
            Fail(name, $"'{Shown(value)}' is no whole number from 1 on");
            return null;
        }

        return digits.Length > 18 ? 1_000_000_000_000_000_000 : long.Parse(digits, CultureInfo.InvariantCulture);
    }

    private CalendarTime? Until()
    {
        var value = Take("UNTIL");
        var until = value is null ? null : CalendarTime.Parse(value);
        if (value is not null && until is null)
        {
            Fail("UNTIL", $"'{Shown(value)}' is neither a date nor a date with time");
        }

        return until;
    }

    private ImmutableArray<int> SignedNumbers(string name, int most) => Numbers(name, -most, most, zero: false);

    private ImmutableArray<int> Numbers(string name, int least, int most, bool zero = true)
    {
        if (Take(name) is not { } value)
        {
            return [];
        }

        var found = new SortedSet<int>();
        foreach (var item in value.Split(','))
        {
            if (!int.TryParse(item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < least || number > most || (number == 0 && !zero))
            {
                Fail(name, string.Create(CultureInfo.InvariantCulture, $"'{Shown(item)}' is no number from {least} to {most}{(zero ? "" : " without 0")}"));
                return [];
            }

            found.Add(number);
        }

        return [.. found];
    }

    private ImmutableArray<OrdinalDay> OrdinalDays()
    {
        if (Take("BYDAY") is not { } value)
        {
            return [];
        }

        var found = new HashSet<OrdinalDay>();
        foreach (var item in value.Split(','))
        {
            var (number, ordinal) = (item.Length >= 2 ? item[..^2] : "?", 0);
            if (number is not "" && (!int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ordinal) || ordinal is 0 or < -53 or > 53))
            {
                Fail("BYDAY", $"'{Shown(item)}' is no day of the week with or without a number from 1 to 53 or -53 to -1");
                return [];
            }

            found.Add(new OrdinalDay(ordinal, DayOf("BYDAY", item[^2..])));
        }

        return [.. found];
    }

    private IsoDayOfWeek DayOf(string part, string name)
    {
        if (Array.FindIndex(Days, day => day.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at)
        {
            return (IsoDayOfWeek)(at + 1);
        }

        Fail(part, $"'{Shown(name)}' is no day of the week");
        return IsoDayOfWeek.Monday;
    }

    private string? Take(string name) => parts.Remove(name, out var value) ? value : null;

    // The first fault is the one to tell.
    private void Fail(string part, string why) => fault ??= new RuleReading.Faulty(part, why);

    private static string Shown(string value) => new([.. value.Take(40).Select(c => char.IsControl(c) ? ' ' : c)]);
}
