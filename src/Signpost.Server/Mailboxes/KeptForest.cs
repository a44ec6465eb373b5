using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Scp;
using Signpost.Server.Configuration;
using Signpost.Sites;

namespace Signpost.Server.Mailboxes;

/// <summary>Whether the directory answers.</summary>
/// <param name="IsAnswering">Whether it did the last time.</param>
/// <param name="Why">What it is: where it is, or why it does not answer; one line, lower-case start, no full stop.</param>
public sealed record ForestHealth(bool IsAnswering, string Why);

/// <summary>A forest that is asked as long as the server runs: opened at the first question, and again when it broke.</summary>
/// <remarks>
/// No question takes longer than the configuration says. After a failed opening nothing is tried for a while, which grows up to half a minute (ten minutes where the
/// password was refused); questions are then answered at once, by that failure. A connection that the other side closed while it was idle costs nobody an answer: such a question
/// is asked once again. A forest in a file is read again when the file has changed; while the new one can't be read, the old one stays.
/// </remarks>
public sealed class KeptForest : IAsyncDisposable
{
    private static readonly ForestHealth NotAsked = new(false, "it was not asked yet");

    private const int MostQuestions = 64;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Each try with a password that is wrong brings the account nearer to its lock-out.
    private static readonly TimeSpan RefusedPause = TimeSpan.FromMinutes(10);

    private readonly DirectoryConfiguration configuration;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ForestFile? file;
    private readonly SemaphoreSlim turns = new(MostQuestions);
    private readonly Lock gate = new();
    private KeptSession? current;
    private Task leaving = Task.CompletedTask;
    private DirectoryFailure? failure;
    private long failedAt;
    private TimeSpan pause;
    private bool isDisposed;

    /// <summary>The forest of a configuration; nothing is asked yet.</summary>
    public KeptForest(DirectoryConfiguration configuration, ILogger logger, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (this.configuration, this.logger, this.time) = (configuration, logger, time);
        file = configuration.Forest is ForestChoice.File { Path: var path } ? new ForestFile(path, time) : null;
        Health = NotAsked;
    }

    /// <summary>How the last question went.</summary>
    public ForestHealth Health
    {
        get => Volatile.Read(ref field);
        private set
        {
            var before = Interlocked.Exchange(ref field, value);
            if (value.IsAnswering && !(before?.IsAnswering ?? true))
            {
                Log.DirectoryOpened(logger, value.Why);
            }
            else if (!value.IsAnswering && before is not null && (before.IsAnswering || ReferenceEquals(before, NotAsked)))
            {
                Log.DirectoryAway(logger, value.Why);
            }
        }
    }

    /// <summary>Asks the directory for itself: for whoever wants to know whether it answers now.</summary>
    public async Task<ForestHealth> CheckAsync(CancellationToken cancellationToken)
    {
        await SearchAsync(_ => new DirectorySearch("", SearchScope.Base, LdapFilter.Has("objectClass"), ["defaultNamingContext"]), cancellationToken);
        return Health;
    }

    /// <summary>What a search finds that is made for the naming contexts of the forest.</summary>
    public Task<SearchOutcome> SearchAsync(Func<RootDse, DirectorySearch> question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return AskAsync(
            (access, limited) => access.Directory.SearchAsync(question(access.Directory.RootDse), limited),
            outcome => outcome is SearchOutcome.Failed { Failure: var failed } ? failed : null,
            failed => new SearchOutcome.Failed(failed),
            cancellationToken);
    }

    /// <summary>Every SCP of the forest and the site of this host; why not, where nobody answers.</summary>
    public Task<ForestMap> MapAsync(CancellationToken cancellationToken) => AskAsync<ForestMap>(
        async (access, limited) => new ForestMap.Read(await access.ScpsAsync(limited), (await access.SiteAsync(limited)).Site.Name),
        _ => null,
        failed => new ForestMap.Failed(failed),
        cancellationToken);

    /// <summary>Where users log on: the directory server in use; null with a reason where there is none.</summary>
    internal async Task<(LogonServer? Server, string Why)> LogonServerAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(configuration.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return (await EnterAsync(either.Token)).Opening switch
            {
                ForestAccessOutcome.Opened { Access.Directory: var directory } => LogonServer.Of(configuration.Forest, directory) is { } server ? (server, "") : (null, "a forest in a file is no server"),
                ForestAccessOutcome.Failed { Failure: var failed } => (null, Words(failed)),
                _ => throw new InvalidOperationException("a case is missing"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Words(TooLate()));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isDisposed = true;
            Leave(current);
        }

        await leaving;
        await (file?.EndAsync() ?? Task.CompletedTask);
        turns.Dispose();
    }

    /// <summary>A failure as one line.</summary>
    internal static string Words(DirectoryFailure failure) => DirectoryText.Of(OptionWords.AsKeys(failure.Describe()));

    private async Task<T> AskAsync<T>(
        Func<ForestAccess, CancellationToken, Task<T>> askAsync, Func<T, DirectoryFailure?> failureOf, Func<DirectoryFailure, T> failed,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(configuration.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        KeptSession? asked = null;
        var hasTurn = false;
        try
        {
            await turns.WaitAsync(either.Token);
            hasTurn = true;
            for (var isAgain = false; ; isAgain = true)
            {
                var (session, opening) = await EnterAsync(either.Token);
                if (opening is not ForestAccessOutcome.Opened { Access: var access })
                {
                    return failed(((ForestAccessOutcome.Failed)opening).Failure);
                }

                asked = session;
                var wasUsed = session!.WasUsed;
                var outcome = await askAsync(access, either.Token).WaitAsync(either.Token);
                switch (failureOf(outcome))
                {
                    case null or DirectoryFailure.Refused:
                        session.WasUsed = true;
                        Health = new ForestHealth(true, access.Directory.Source);
                        return outcome;
                    case var broken:
                        Drop(session);
                        if (isAgain || !wasUsed || broken is DirectoryFailure.TimedOut)
                        {
                            Health = new ForestHealth(false, Words(broken));
                            return outcome;
                        }

                        break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = TooLate();
            Drop(asked);
            Health = new ForestHealth(false, Words(late));
            return failed(late);
        }
        finally
        {
            if (hasTurn)
            {
                turns.Release();
            }
        }
    }

    private DirectoryFailure.TimedOut TooLate() => new(Name, "a question", configuration.Timeout);

    private string Name => configuration.Forest switch
    {
        ForestChoice.Domain { Name: var name } => name ?? "the domain of this host",
        ForestChoice.Server { Host: var host } => host,
        ForestChoice.File { Path: var path } => path,
        ForestChoice.Open { Directory.Source: var source } => source,
        _ => "the directory",
    };

    /// <summary>The session in use, opened if need be.</summary>
    private async Task<(KeptSession? Session, ForestAccessOutcome Opening)> EnterAsync(CancellationToken cancellationToken)
    {
        KeptSession session;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (current is null && failure is { } last && time.GetElapsedTime(failedAt) < pause)
            {
                return (null, new ForestAccessOutcome.Failed(last, []));
            }

            session = current ??= Start();
        }

        file?.LookAgain(Adopt);
        var opening = await session.Opening.WaitAsync(cancellationToken);
        if (opening is ForestAccessOutcome.Failed { Failure: var failed })
        {
            Pause(session, failed);
        }

        return (session, opening);
    }

    private KeptSession Start()
    {
        file?.Mark();
        return new KeptSession(configuration.AsOptions(), isFile: file is not null, time);
    }

    /// <summary>Takes the new contents of the file for the old ones, when they could be read.</summary>
    private async Task Adopt()
    {
        var next = Start();
        if (await next.Opening is ForestAccessOutcome.Failed { Failure: var failed })
        {
            Log.ForestKept(logger, Words(failed));
            await next.DisposeAsync();
            return;
        }

        lock (gate)
        {
            Leave(current);
            current = next;
            if (isDisposed)
            {
                Leave(next);
            }
        }
    }

    private void Pause(KeptSession session, DirectoryFailure failed)
    {
        lock (gate)
        {
            if (current != session)
            {
                return;     // another has said so already
            }

            (failure, failedAt) = (failed, time.GetTimestamp());
            pause = (failed, pause.Ticks) switch
            {
                (DirectoryFailure.BindRefused { IsPasswordRefused: true }, _) => RefusedPause,
                (_, 0) => FirstPause,
                var (_, before) => TimeSpan.FromTicks(Math.Min(before * 2, LongestPause.Ticks)),
            };
            Leave(session);
            current = null;
        }

        Health = new ForestHealth(false, Words(failed));
    }

    /// <summary>The session is of no use any more: the next question opens another at once.</summary>
    private void Drop(KeptSession? session)
    {
        lock (gate)
        {
            if (session is not null && current == session)
            {
                (failure, pause) = (null, TimeSpan.Zero);
                Leave(session);
                current = null;
            }
        }
    }

    private void Leave(KeptSession? session)
    {
        if (session is not null)
        {
            leaving = Task.WhenAll(leaving, session.DisposeAsync().AsTask());
        }
    }

    private sealed class KeptSession : IAsyncDisposable
    {
        private readonly CancellationTokenSource closing = new();

        // A file is read as a whole; that is not for whoever happens to ask first.
        public KeptSession(DiscoveryOptions options, bool isFile, TimeProvider time) => Opening = isFile
            ? Task.Run(() => ForestAccess.OpenAsync(options, null, time, closing.Token))
            : ForestAccess.OpenAsync(options, null, time, closing.Token);

        public Task<ForestAccessOutcome> Opening { get; }

        /// <summary>Whether it has answered once: then a break may have come while nobody asked.</summary>
        public bool WasUsed { get; set; }

        public async ValueTask DisposeAsync()
        {
            await closing.CancelAsync();
            try
            {
                if (await Opening is ForestAccessOutcome.Opened { Access: var access })
                {
                    await access.DisposeAsync();
                }
            }
            catch (OperationCanceledException)
            {
                // It was still being opened.
            }

            closing.Dispose();
        }
    }
}

/// <summary>What there is to know of the other CASs of a forest.</summary>
public abstract record ForestMap
{
    private ForestMap()
    {
    }

    /// <summary>It could be read.</summary>
    /// <param name="Scps">Every SCP with a URL.</param>
    /// <param name="Site">The site of this host; null where nobody knows.</param>
    public sealed record Read(ImmutableArray<ServiceConnectionPoint> Scps, SiteName? Site) : ForestMap;

    /// <summary>It could not.</summary>
    public sealed record Failed(DirectoryFailure Failure) : ForestMap;
}
