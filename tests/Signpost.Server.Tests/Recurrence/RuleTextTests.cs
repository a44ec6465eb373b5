using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

public sealed class RuleTextTests
{
    [Theory]
    [InlineData("", "FREQ", "is missing")]
    [InlineData("INTERVAL=2", "FREQ", "is missing")]
    [InlineData("FREQ=FORTNIGHTLY", "FREQ", "'FORTNIGHTLY' is no frequency")]
    [InlineData("FREQ", "RRULE", "'FREQ' is not of the form NAME=VALUE")]
    [InlineData("FREQ=DAILY;FREQ=DAILY", "FREQ", "is said twice")]
    [InlineData("FREQ=DAILY;BYEASTER=1", "BYEASTER", "is no part of a recurrence rule")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "INTERVAL", "'0' is no whole number from 1 on")]
    [InlineData("FREQ=DAILY;COUNT=-1", "COUNT", "'-1' is no whole number from 1 on")]
    [InlineData("FREQ=DAILY;COUNT=1;UNTIL=20260101", "UNTIL", "stands beside COUNT; a rule has one end")]
    [InlineData("FREQ=DAILY;UNTIL=20260230", "UNTIL", "'20260230' is neither a date nor a date with time")]
    [InlineData("FREQ=DAILY;UNTIL=tomorrow", "UNTIL", "'tomorrow' is neither a date nor a date with time")]
    [InlineData("FREQ=DAILY;BYHOUR=24", "BYHOUR", "'24' is no number from 0 to 23")]
    [InlineData("FREQ=DAILY;BYMINUTE=60", "BYMINUTE", "'60' is no number from 0 to 59")]
    [InlineData("FREQ=DAILY;BYSECOND=61", "BYSECOND", "'61' is no number from 0 to 60")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY", "'0' is no number from -31 to 31 without 0")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,,2", "BYMONTHDAY", "'' is no number from -31 to 31 without 0")]
    [InlineData("FREQ=YEARLY;BYMONTH=13", "BYMONTH", "'13' is no number from 1 to 12")]
    [InlineData("FREQ=YEARLY;BYDAY=54MO", "BYDAY", "'54MO' is no day of the week with or without a number from 1 to 53 or -53 to -1")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", "BYDAY", "'XX' is no day of the week")]
    [InlineData("FREQ=WEEKLY;BYDAY=M", "BYDAY", "'M' is no day of the week with or without a number from 1 to 53 or -53 to -1")]
    [InlineData("FREQ=WEEKLY;BYDAY=1MO", "BYDAY", "counts days, which only MONTHLY and YEARLY rules may")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "BYDAY", "counts days beside BYWEEKNO, where there is one of each")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", "stands in a WEEKLY rule")]
    [InlineData("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY", "stands in a MONTHLY rule")]
    [InlineData("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO", "stands in a rule that is not YEARLY")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS", "stands alone; it chooses from what another BY part gives")]
    [InlineData("FREQ=WEEKLY;WKST=1", "WKST", "'1' is no day of the week")]
    public void A_fault_names_the_part_and_the_reason(string text, string part, string why) =>
        Assert.Equal(new RuleReading.Faulty(part, why), RecurrenceRule.Parse(text));

    [Fact]
    public void A_text_without_end_is_not_read() =>
        Assert.Equal(new RuleReading.Faulty("RRULE", "has 10000 characters; 8192 at most are read"), RecurrenceRule.Parse(new string('x', 10000)));

    [Fact]
    public void Parts_come_in_any_order_and_either_case()
    {
        var rule = Diary.Rule("byday=-1su,mo;wkst=su;freq=monthly;interval=2;");

        Assert.Equal([new OrdinalDay(-1, IsoDayOfWeek.Sunday), new OrdinalDay(0, IsoDayOfWeek.Monday)], rule.ByDay);
        Assert.Equal((Frequency.Monthly, 2, IsoDayOfWeek.Sunday), (rule.Frequency, rule.Interval, rule.WeekStart));
    }

    [Fact]
    public void Numbers_are_in_order_and_once() => Assert.Equal([-1, 3, 15], Diary.Rule("FREQ=MONTHLY;BYMONTHDAY=15,3,-1,3").ByMonthDay);

    [Fact]
    public void A_number_too_large_to_write_down_is_a_large_number() => Assert.Equal(RecurrenceRule.LongestInterval, Diary.Rule("FREQ=DAILY;INTERVAL=99999999999999999999999").Interval);
}
