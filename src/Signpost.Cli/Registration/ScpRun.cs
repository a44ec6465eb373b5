using System.CommandLine;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Server.Registration;

namespace Signpost.Cli.Registration;

/// <summary>A command on an open forest: finds it, opens it, ends in time.</summary>
internal sealed class ScpRun(Settings settings, ScpOptions options, ParseResult given, Screen screen)
{
    public Settings Settings => settings;

    public ParseResult Given => given;

    public Screen Screen => screen;

    public DiscoveryOptions Options { get; } = settings.Read(given, screen);

    /// <summary>Who logs on at the directory, in words.</summary>
    public string Who => Options.DirectoryLogon switch
    {
        DirectoryLogon.Password { User: var user } => user,
        DirectoryLogon.Anonymous => "nobody (anonymous)",
        _ => "the Kerberos ticket's user",
    };

    /// <summary>Does the work on the open forest.</summary>
    /// <param name="writes">Whether it changes the directory.</param>
    /// <param name="workAsync">The work; what it brings is the exit code.</param>
    /// <param name="failed">The exit code where no directory could be opened, or the time was over.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<int> OnForestAsync(bool writes, Func<ForestAccess, CancellationToken, Task<int>> workAsync, int failed, CancellationToken cancellationToken)
    {
        if (writes && Options.Forest is ForestChoice.File { Path: var path })
        {
            throw new UsageException($"--directory: {path} is a file, and only a directory can be changed: 'signpost scp plan' shows what would be");
        }

        using var limit = new CancellationTokenSource(Options.Timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            switch (await ForestAccess.OpenAsync(Options, null, null, either.Token))
            {
                case ForestAccessOutcome.Opened { Access: var access }:
                    await using (access)
                    {
                        try
                        {
                            return await workAsync(access, either.Token);
                        }
                        finally
                        {
                            WireView.Print(access.Events, screen);
                        }
                    }

                case ForestAccessOutcome.Failed { Failure: DirectoryFailure.BadFile bad }:
                    throw new UsageException($"--directory: {bad.Describe()}");
                case ForestAccessOutcome.Failed { Failure: var failure, Events: var events }:
                    WireView.Print(events, screen);
                    return Fail(failure.Describe(), failed);
                default:
                    throw new InvalidOperationException();
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Fail(FormattableString.Invariant($"not done in {Options.Timeout.TotalSeconds:0.###} s (--timeout)"), failed);
        }
    }

    /// <summary>Says why it came to nothing, and ends with this exit code.</summary>
    public int Fail(string why, int exit)
    {
        if (settings.WantsJson(given))
        {
            screen.Print(ScpJson.OfFailure(why));
        }
        else
        {
            screen.Complain(new ReportSpan(why).Text);
        }

        return exit;
    }

    /// <summary>What is meant, as far as it must be known to publish or to plan.</summary>
    public async Task<(ScpSubject Subject, string? Note)> SubjectAsync(ForestAccess access, CancellationToken cancellationToken)
    {
        if (options.Pointer(given) is { } pointing)
        {
            return (pointing, null);
        }

        var names = await NamesAsync(access, cancellationToken);
        return (options.Announcement(given, names, await access.SiteAsync(cancellationToken)), names.Note);
    }

    public async Task<CasNames> NamesAsync(ForestAccess access, CancellationToken cancellationToken) =>
        options.Names(given, await ThisHost.ReadAsync(TimeProvider.System, cancellationToken), access.Directory.RootDse);
}
