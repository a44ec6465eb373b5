using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;

namespace Signpost.Server.Tests.Mailboxes.AddressBook;

/// <summary>The address book of a forest in LDIF text, asked as it stands or by what is remembered of it.</summary>
internal sealed class Village(IDirectory directory, MailboxConfiguration? configuration = null) : IAsyncDisposable
{
    private readonly KeptForest forest = new(Town.Forest(directory), new CollectedLog(), TimeProvider.System);
    private DirectoryMailboxes? mailboxes;
    private DirectoryAddressBook? book;

    public Village(params string[] ldif)
        : this(Town.Read(ldif))
    {
    }

    public DirectoryMailboxes Mailboxes => mailboxes ??= new(forest, Configuration, new CasIdentity("cas1.contoso.test", "CAS1", null), new CollectedLog(), TimeProvider.System);

    public DirectoryAddressBook Book => book ??= new(forest, Mailboxes, Configuration, TimeProvider.System);

    private MailboxConfiguration Configuration { get; } = configuration ?? new MailboxConfiguration();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static string Contact(string cn, params string[] lines) => Object(cn, "contact", lines);

    public static string Group(string cn, params string[] lines) => Object(cn, "group", lines);

    public static string Dn(string cn) => $"CN={cn},OU=People,DC=contoso,DC=test";

    public async Task<string[]> ResolveAsync(string text, int most = 100) => Names(await Book.ResolveAsync(text, most, Cancelled));

    public async Task<ImmutableArray<Recipient>> FindAsync(string address) => Found(await Book.FindAsync(MailboxAddress.Parse(address), Cancelled)).Recipients;

    public async Task<Recipient> OneAsync(string address) => Assert.Single(await FindAsync(address));

    public async Task<string[]> MembersAsync(string address) => Names(await Book.MembersAsync(await OneAsync(address), Cancelled));

    public async Task<ListReading> ExpandAsync(string address) => await new ListMembers(Book).ExpandAsync(MailboxAddress.Parse(address), Cancelled);

    public async Task<string[]> ExpandedAsync(string address) => [.. Assert.IsType<ListReading.Members>(await ExpandAsync(address)).Recipients.Select(one => one.Name)];

    public static RecipientReading.Found Found(RecipientReading reading) => Assert.IsType<RecipientReading.Found>(reading);

    public static string[] Names(RecipientReading reading) => [.. Found(reading).Recipients.Select(one => one.Name)];

    public async ValueTask DisposeAsync()
    {
        await (book?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (mailboxes?.DisposeAsync() ?? ValueTask.CompletedTask);
        await forest.DisposeAsync();
    }

    private static string Object(string cn, string kind, string[] lines) => $"\ndn: {Dn(cn)}\nobjectClass: top\nobjectClass: {kind}\ncn: {cn}\n{string.Join('\n', lines)}\n";
}
