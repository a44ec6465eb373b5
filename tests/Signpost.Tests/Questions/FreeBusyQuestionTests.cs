using Signpost.Availability;
using Signpost.Discovery;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Questions;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Questions;

/// <summary>What may be asked at all.</summary>
public sealed class FreeBusyQuestionTests
{
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly FreeBusyQuestion Day = new([Ada], Monday, Monday.AddDays(1));

    private readonly SignpostClient client = new(new DiscoveryOptions(), new FakeResolver());

    public static TheoryData<FreeBusyQuestion, string> Wrong => new()
    {
        { Day with { Attendees = [] }, "nobody to ask for" },
        { Day with { Attendees = default }, "nobody to ask for" },
        { Day with { End = Monday }, "the window does not end after it begins: 2026-03-02T00:00:00Z to 2026-03-02T00:00:00Z" },
        { Day with { End = Monday.AddDays(-1) }, "the window does not end after it begins: 2026-03-02T00:00:00Z to 2026-03-01T00:00:00Z" },
        { Day with { End = Monday.AddDays(63) }, "a window of 63 days, and at most 62 are answered" },
        { Day with { Start = DateTimeOffset.MinValue }, "a window outside the years 1602 to 8998" },
        { Day with { End = DateTimeOffset.MaxValue }, "a window outside the years 1602 to 8998" },
        { Day with { IntervalInMinutes = 4 }, "an interval of 4 minutes is not in 5 to 1440" },
        { Day with { IntervalInMinutes = 1441 }, "an interval of 1441 minutes is not in 5 to 1440" },
        { Day with { View = FreeBusyViewKind.None }, "no view that can be asked for" },
        { Day with { Suggestions = Suggestions(1) with { MeetingDurationInMinutes = 20 } }, "MeetingDurationInMinutes 20 is not in 30 to 1440" },
        { Day with { Suggestions = Suggestions(-1) }, "the window does not end after it begins: 2026-03-02T00:00:00 to 2026-03-01T00:00:00" },
        { Day with { Attendees = [.. Enumerable.Repeat(Attendee.Of(Ada), 101)], Suggestions = Suggestions(1) }, "times are suggested for at most 100 attendees" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_question_with_a_problem_is_not_asked(FreeBusyQuestion question, string problem)
    {
        Assert.Equal(problem, question.Problem);
        await Assert.ThrowsAsync<ArgumentException>(() => client.FreeBusyAsync(null, question, null, CancellationToken.None));
    }

    [Fact]
    public void A_window_of_sixty_two_days_on_which_clocks_change_can_be_asked() =>
        Assert.Null((Day with { End = Monday.AddDays(62).AddHours(1), Suggestions = Suggestions(62) }).Problem);

    [Fact]
    public async Task Somebody_must_say_whose_settings_name_the_endpoint()
    {
        var byName = Day with { Attendees = [new Attendee(new EwsAddress("/o=Contoso/cn=ada") { RoutingType = EwsAddress.LegacyRouting })] };

        await Assert.ThrowsAsync<ArgumentException>(() => client.FreeBusyAsync(null, byName, null, CancellationToken.None));
    }

    [Theory]
    [InlineData("http://cas1.contoso.test/EWS/Exchange.asmx")]
    [InlineData("https://ada:pw@cas1.contoso.test/EWS/Exchange.asmx")]
    public async Task Only_an_https_URL_without_a_user_is_an_endpoint(string url)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => client.FreeBusyAsync(new Uri(url), Day, null, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetOofAsync(new Uri(url), Ada, null, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.SetOofAsync(new Uri(url), Ada, new OofSettings(), null, CancellationToken.None));
    }

    [Fact]
    public void Questions_are_equal_that_ask_the_same()
    {
        Assert.Equal(Day, Day with { Attendees = [Attendee.Of(Ada)] });
        Assert.NotEqual(Day, Day with { IntervalInMinutes = 15 });
    }

    private static SuggestionsOptions Suggestions(int days) =>
        new(new EwsDuration(EwsTime.Local(Monday.DateTime), EwsTime.Local(Monday.DateTime.AddDays(days))));
}
