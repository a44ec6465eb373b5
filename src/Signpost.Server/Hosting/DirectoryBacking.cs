using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Hosting;

/// <summary>A CAS that answers from a directory: who has a mailbox is remembered, passwords are judged there.</summary>
public sealed class DirectoryBacking : CasBacking
{
    private readonly KeptForest forest;
    private readonly DirectoryMailboxes directory;
    private readonly CachedMailboxes remembered;

    private DirectoryBacking(ServerConfiguration configuration, ILoggerFactory loggers, TimeProvider time)
    {
        var log = loggers.CreateLogger("Signpost.Server");
        forest = new KeptForest(configuration.Directory, log, time);
        directory = new DirectoryMailboxes(forest, configuration.Mailboxes, CasIdentity.Of(configuration), log, time);
        remembered = new CachedMailboxes(directory, configuration.Mailboxes, time);
        Schemes = [new BasicScheme(configuration.Logon.Realm, new BindJudge(forest, configuration.Directory, time))];
    }

    /// <inheritdoc/>
    public override IMailboxDirectory Mailboxes => remembered;

    /// <inheritdoc/>
    public override ImmutableArray<ILogonScheme> Schemes { get; }

    /// <summary>What a configuration describes; nothing is asked yet.</summary>
    public static DirectoryBacking Create(ServerConfiguration configuration, ILoggerFactory loggers, TimeProvider time) => new(configuration, loggers, time);

    /// <inheritdoc/>
    public override async Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var health = await forest.CheckAsync(cancellationToken);
        return
        [
            health.IsAnswering ? new CheckLine("directory", $"{health.Why} answers") : new CheckLine("directory", health.Why, CheckVerdict.Error),
            .. Schemes.Select(scheme => new CheckLine("logon", scheme.Name)),
        ];
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await remembered.DisposeAsync();
        await directory.DisposeAsync();
        await forest.DisposeAsync();
    }
}
