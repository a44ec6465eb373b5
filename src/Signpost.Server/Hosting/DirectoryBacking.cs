using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signpost.Server.Availability;
using Signpost.Server.Calendars;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;
using Signpost.Server.Operation;
using Signpost.Server.Storage;

namespace Signpost.Server.Hosting;

/// <summary>A CAS that answers from a directory: who has a mailbox is remembered, passwords are judged there.</summary>
public sealed class DirectoryBacking : CasBacking
{
    private readonly KeptForest forest;
    private readonly DirectoryMailboxes directory;
    private readonly CachedMailboxes remembered;
    private readonly DirectoryAddressBook recipients;
    private readonly CachedAddressBook book;
    private readonly IPasswordJudge judge;
    private readonly CachedPasswords passwords;
    private readonly SocketsHttpHandler http = new() { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) };
    private readonly LogonSchemes schemes;
    private readonly IOofStore? state;
    private readonly ICalendarSource? calendars;
    private readonly CachedOwnMailboxes own;

    private DirectoryBacking(ServerConfiguration configuration, ILoggerFactory loggers, TimeProvider time)
    {
        var log = loggers.CreateLogger("Signpost.Server");
        forest = new KeptForest(configuration.Directory, log, time);
        directory = new DirectoryMailboxes(forest, configuration.Mailboxes, CasIdentity.Of(configuration), log, time);
        remembered = new CachedMailboxes(directory, configuration.Mailboxes, time);
        recipients = new DirectoryAddressBook(forest, remembered, configuration.Mailboxes, time);
        book = new CachedAddressBook(recipients, configuration.Mailboxes, time);
        judge = PasswordJudge.For(configuration, forest, remembered, time);
        passwords = new CachedPasswords(judge, (configuration.Logon.Basic ?? new BasicConfiguration()).CacheFor, time);
        schemes = LogonSchemes.Create(configuration.Logon, HostNames(configuration), passwords, http, time);
        state = configuration.Storage is { } storage ? OofStores.Of(storage, log, time) : null;
        calendars = configuration.Calendars is { } described ? CalendarSources.Of(configuration, described, new LoggedNames(configuration.Log.Addresses), log, time) : null;
        own = new CachedOwnMailboxes(directory, configuration.Mailboxes, time);
        Operations = [.. OperationsOf(configuration, log, time)];
        foreach (var note in schemes.Notes)
        {
            CasLog.LogonNote(log, note);
        }
    }

    /// <inheritdoc/>
    public override IMailboxDirectory Mailboxes => remembered;

    /// <inheritdoc/>
    public override ImmutableArray<ILogonScheme> Schemes => schemes.Offered;

    /// <inheritdoc/>
    internal override ImmutableArray<IEwsOperation> Operations { get; }

    /// <summary>What a configuration describes; nothing is asked yet.</summary>
    public static DirectoryBacking Create(ServerConfiguration configuration, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(loggers);
        return new DirectoryBacking(configuration, loggers, time);
    }

    /// <inheritdoc/>
    public override async Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var health = await forest.CheckAsync(cancellationToken);
        var lines = ImmutableArray.CreateBuilder<CheckLine>();
        lines.Add(health.IsAnswering ? new CheckLine("directory", $"{health.Why} answers") : new CheckLine("directory", health.Why, CheckVerdict.Error));
        if (health.IsAnswering)
        {
            lines.Add(await directory.DomainsInWordsAsync(cancellationToken) is { Length: > 0 } domains
                ? new CheckLine("domains", domains)
                : new CheckLine("domains", "the directory names none: give Mailboxes.AcceptedDomains", CheckVerdict.Error));
            if (await directory.WhyNoBaseAsync(cancellationToken) is { Length: > 0 } why)
            {
                lines.Add(new CheckLine("mailboxes", why, CheckVerdict.Error));
            }
        }

        if (state is not null)
        {
            var (isGood, how) = await state.InspectAsync(cancellationToken);
            lines.Add(new CheckLine("storage", how, isGood ? CheckVerdict.Fact : CheckVerdict.Error));
        }

        if (calendars is not null)
        {
            lines.AddRange(await calendars.CheckAsync(cancellationToken));
        }

        lines.AddRange(Schemes.Select(scheme => new CheckLine("logon", scheme.Name)));
        lines.AddRange(schemes.Notes.Select(note => new CheckLine("logon", note, Schemes is [] ? CheckVerdict.Error : CheckVerdict.Warning)));
        return lines.ToImmutable();
    }

    /// <inheritdoc/>
    public override ValueTask<ImmutableArray<string>> DomainsAsync(CancellationToken cancellationToken) => directory.DomainNamesAsync(cancellationToken);

    /// <inheritdoc/>
    public override ImmutableArray<HealthCheck> HealthChecks =>
    [
        new HealthCheck("directory", AskForestAsync),
        new HealthCheck("domains", AskDomainsAsync),
        .. state is null ? [] : (ImmutableArray<HealthCheck>)[new HealthCheck("storage", state.CheckAsync) { IsVital = false }],
        .. calendars?.HealthChecks ?? [],
    ];

    /// <inheritdoc/>
    public override BackingFigures Figures => new() { DirectoryAnswers = forest.Health.IsAnswering, MailboxesCached = remembered.Count, Lookups = remembered.Counts };

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await schemes.DisposeAsync();
        await passwords.DisposeAsync();
        await book.DisposeAsync();
        await recipients.DisposeAsync();
        await own.DisposeAsync();
        await remembered.DisposeAsync();
        await directory.DisposeAsync();
        await forest.DisposeAsync();
        await (state?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (calendars?.DisposeAsync() ?? ValueTask.CompletedTask);
        (judge as IDisposable)?.Dispose();
        http.Dispose();
    }

    // EWS is served where there are calendars; where out of office is kept follows from that.
    private IEnumerable<IEwsOperation> OperationsOf(ServerConfiguration configuration, ILogger log, TimeProvider time)
    {
        if (configuration.Calendars is not { } described || calendars is null)
        {
            yield break;
        }

        yield return new TimeZonesOperation();
        yield return new FolderOperation(own);
        yield return new ResolveNamesOperation(book);
        yield return new ExpandDlOperation(book);
        yield return new RoomsOperation(book);
        yield return new MailTipsOperation(remembered, book, state, time);
        yield return new ServiceConfigurationOperation(directory.DomainPatternsAsync);
        yield return new AvailabilityOperation(new AvailabilityService(remembered, new ListMembers(book), calendars, described, time), described.Place is CalendarPlace.Ews);
        if (state is not null)
        {
            yield return new OofOperation(remembered, state, configuration.Oof.AllowExternal, log, time);
        }
    }

    // By what clients with a ticket call it: the name it announces.
    private static ImmutableArray<string> HostNames(ServerConfiguration configuration) =>
        [.. new[] { configuration.ServerName, configuration.Scp.InternalUri?.IdnHost }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private async ValueTask<HealthResult> AskForestAsync(CancellationToken cancellationToken)
    {
        var health = await forest.CheckAsync(cancellationToken);
        return new HealthResult(health.IsAnswering, health.Why);
    }

    private async ValueTask<HealthResult> AskDomainsAsync(CancellationToken cancellationToken) => await directory.DomainsInWordsAsync(cancellationToken) is { Length: > 0 } served
        ? HealthResult.Good(served)
        : HealthResult.Bad("nobody says which are served here: the directory is away, or Mailboxes.AcceptedDomains is missing");
}
