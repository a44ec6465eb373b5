using Signpost.Server.Autodiscover;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Autodiscover;

public sealed class AutodiscoverServiceTests
{
    private static readonly Caller Ann = new("ann", "Basic");

    private readonly VirtualTime time = new();

    [Theory]
    [InlineData("bob@contoso.test")]
    [InlineData("nobody@contoso.test")]
    [InlineData("ann@fabrikam.test")]
    public void Who_may_ask_for_his_own_only_can_tell_by_no_clock_who_is_there(string address)
    {
        var mailboxes = new FakeMailboxes(time)
        {
            Says = asked => asked.LocalPart is "bob" ? FakeMailboxes.Here(asked, "Bob") : MailboxLookup.Unknown.It,
        };
        var service = new AutodiscoverService(new CachedMailboxes(mailboxes, new MailboxConfiguration(), time), new SettingsComposer("cas1.contoso.test", AnnouncedServices.None), ownOnly: true, time);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var began = time.Elapsed;
            var answer = time.Run(() => service.AnswerAsync(MailboxAddress.Parse(address), Ann, TestContext.Current.CancellationToken).AsTask());

            Assert.Equal((AutodiscoverAnswer.Unknown.It, TimeSpan.FromMilliseconds(50)), (answer, time.Elapsed - began));
        }
    }

    [Fact]
    public void Where_everybody_may_ask_for_everybody_nobody_is_kept_waiting()
    {
        var mailboxes = new FakeMailboxes(time) { Says = _ => MailboxLookup.Unknown.It };
        var service = new AutodiscoverService(mailboxes, new SettingsComposer("cas1.contoso.test", AnnouncedServices.None), ownOnly: false, time);

        time.Run(() => service.AnswerAsync(MailboxAddress.Parse("nobody@contoso.test"), Ann, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(mailboxes.Takes, time.Elapsed);
    }
}
