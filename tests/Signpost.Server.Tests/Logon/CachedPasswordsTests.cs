using System.Reflection;
using Signpost.Server.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Logon;

public sealed class CachedPasswordsTests
{
    private readonly VirtualTime time = new();
    private readonly FakeJudge judge;
    private readonly CachedPasswords passwords;

    public CachedPasswordsTests()
    {
        judge = new FakeJudge(time);
        passwords = Cache(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_right_password_is_asked_about_once()
    {
        Assert.IsType<LogonVerdict.Accepted>(Judge("secret"));
        Assert.IsType<LogonVerdict.Accepted>(Judge("secret"));

        Assert.Equal(1, judge.Asked);
    }

    [Fact]
    public void It_is_asked_about_again_when_its_time_is_over()
    {
        Judge("secret");
        judge.Right = "other";

        Assert.IsType<LogonVerdict.Accepted>(JudgeAfter(TimeSpan.FromSeconds(299), "secret"));
        Assert.IsType<LogonVerdict.Refused>(JudgeAfter(TimeSpan.FromSeconds(1), "secret"));
    }

    [Fact]
    public void While_the_directory_is_away_it_is_right_until_then_and_no_longer()
    {
        Judge("secret");
        judge.IsAway = true;

        Assert.IsType<LogonVerdict.Accepted>(JudgeAfter(TimeSpan.FromSeconds(299), "secret"));
        Assert.IsType<LogonVerdict.Away>(JudgeAfter(TimeSpan.FromSeconds(1), "secret"));
    }

    [Fact]
    public void A_phone_that_goes_on_with_an_old_password_is_one_question_in_ten_seconds()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.IsType<LogonVerdict.Refused>(JudgeAfter(TimeSpan.FromSeconds(1), "old"));
        }

        Assert.Equal(3, judge.Asked);
    }

    [Fact]
    public void A_wrong_password_does_not_make_another_wrong()
    {
        Judge("old");

        Assert.IsType<LogonVerdict.Accepted>(Judge("secret"));
    }

    [Fact]
    public void Many_requests_with_one_password_are_one_question()
    {
        time.Run(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => passwords.JudgeAsync("ann", new Secret("old"), TestContext.Current.CancellationToken).AsTask())));

        Assert.Equal(1, judge.Asked);
    }

    [Theory]
    [InlineData("ann", "secret", "anns", "ecret")]
    [InlineData("ann", "secret", "ANN", "secret")]
    [InlineData("ann", "", "", "ann")]
    public void Where_the_user_ends_and_the_password_begins_is_part_of_it(string user, string password, string otherUser, string otherPassword)
    {
        Judge(password, user);

        Judge(otherPassword, otherUser);

        Assert.Equal(2, judge.Asked);
    }

    [Fact]
    public void A_password_of_any_length_is_one()
    {
        var password = new string('ü', 10_000);

        Judge(password);
        Judge(password);
        Judge(password + "x");

        Assert.Equal(2, judge.Asked);
    }

    [Fact]
    public void Without_a_time_each_request_is_asked_about()
    {
        var none = Cache(TimeSpan.Zero);

        time.Run(async () => await none.JudgeAsync("ann", new Secret("secret"), TestContext.Current.CancellationToken));
        time.Run(async () => await none.JudgeAsync("ann", new Secret("secret"), TestContext.Current.CancellationToken));

        Assert.Equal(2, judge.Asked);
    }

    [Fact]
    public void Nobody_judging_is_not_remembered()
    {
        judge.IsAway = true;
        Judge("secret");
        judge.IsAway = false;

        Assert.IsType<LogonVerdict.Accepted>(Judge("secret"));
    }

    [Fact]
    public void A_remembered_password_allocates_nothing()
    {
        var secret = new Secret("secret");
        Judge("secret");
        IsThere(passwords.JudgeAsync("ann", secret, TestContext.Current.CancellationToken));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var isThere = IsThere(passwords.JudgeAsync("ann", secret, TestContext.Current.CancellationToken));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isThere);
    }

    [Fact]
    public void No_password_is_kept()
    {
        Judge("secret");
        Judge("old");

        Assert.DoesNotContain(Reachable(passwords, []), text => text is string s && (s.Contains("secret", StringComparison.Ordinal) || s.Contains("old", StringComparison.Ordinal)));
    }

    private static bool IsThere(ValueTask<LogonVerdict> verdict) => verdict.IsCompletedSuccessfully;

    // All that the cache holds; the judge, who knows the right one, is not part of it.
    private static HashSet<object> Reachable(object from, HashSet<object> seen)
    {
        if (from is FakeJudge or TimeProvider or Type or MemberInfo or Delegate || from.GetType().IsPrimitive || !seen.Add(from))
        {
            return seen;
        }

        if (from is Array array)
        {
            foreach (var item in array)
            {
                if (item is not null && !item.GetType().IsPrimitive)
                {
                    Reachable(item, seen);
                }
            }
        }

        for (var type = from.GetType(); type is not null && from is not string; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike && field.GetValue(from) is { } value)
                {
                    Reachable(value, seen);
                }
            }
        }

        return seen;
    }

    private CachedPasswords Cache(TimeSpan cacheFor) => new(judge, cacheFor, time);

    private LogonVerdict Judge(string password, string user = "ann") =>
        time.Run(async () => await passwords.JudgeAsync(user, new Secret(password), TestContext.Current.CancellationToken));

    private LogonVerdict JudgeAfter(TimeSpan wait, string password)
    {
        time.Run(async () =>
        {
            await Task.Delay(wait, time, TestContext.Current.CancellationToken);
            return true;
        });
        return Judge(password);
    }
}
