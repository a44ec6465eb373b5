using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Mailboxes;

/// <summary>A directory of mailboxes that takes its time; it counts what it is asked.</summary>
internal sealed class FakeMailboxes(TimeProvider time) : IMailboxDirectory
{
    private readonly Dictionary<object, int> flights = [];

    /// <summary>What it says; by itself, a mailbox with that address and a display name that does not change.</summary>
    public Func<MailboxAddress, MailboxLookup> Says { get; set; } = address => Here(address, "Ann");

    /// <summary>How long it takes.</summary>
    public TimeSpan Takes { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>How many questions about one key were open at the same time.</summary>
    public int MostAtOnce { get; private set; }

    public static MailboxLookup Here(MailboxAddress address, string displayName) =>
        new MailboxLookup.Here(new Mailbox { PrimaryAddress = address, Addresses = [address], DisplayName = displayName });

    public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(domain is "contoso.test");

    public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => AnswerAsync(address, () => Says(address), cancellationToken);

    public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) =>
        AnswerAsync(legacyDn, () => Says(MailboxAddress.Parse("ann@contoso.test")), cancellationToken);

    private async ValueTask<MailboxLookup> AnswerAsync(object key, Func<MailboxLookup> says, CancellationToken cancellationToken)
    {
        Asked++;
        flights[key] = flights.GetValueOrDefault(key) + 1;
        MostAtOnce = Math.Max(MostAtOnce, flights[key]);
        try
        {
            await Task.Delay(Takes, time, cancellationToken);
            return says();
        }
        finally
        {
            flights[key]--;
        }
    }
}
