using System.CommandLine;
using Signpost.Cli.Demo;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Dns;

namespace Signpost.Cli;

/// <summary>What a command works on: the network, or the demo's own directory and names.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly IServiceResolver? resolver;
    private readonly IAsyncDisposable? own;

    private World(DiscoveryOptions options, IAsyncDisposable? own = null, IServiceResolver? resolver = null) => (Options, this.own, this.resolver) = (options, own, resolver);

    public DiscoveryOptions Options { get; }

    public static async Task<World> OpenAsync(
        Settings settings, ParseResult given, MailboxAddress? address, Screen screen, CancellationToken cancellationToken)
    {
        var options = settings.Read(given, screen);
        if (!settings.IsDemo(given))
        {
            return options.Forest is ForestChoice.File { Path: var path } ? FromFile(options, path) : new World(options);
        }

        if (options.Forest is not ForestChoice.Domain { Name: null })
        {
            throw new UsageException("--demo brings its own directory: leave out --directory and --domain");
        }

        var demo = await DemoForest.StartAsync(cancellationToken);
        return new World(demo.Furnish(options, address), demo, demo.Names);
    }

    /// <summary>A file that the user named and that is no forest is wrong usage, and not a directory that happens to be away.</summary>
    private static World FromFile(DiscoveryOptions options, string path) => LdifDirectory.Open(path) switch
    {
        OpenOutcome.Opened { Directory: var forest } => new World(options with { Forest = new ForestChoice.Open(forest) }, forest),
        OpenOutcome.Failed { Failure: var failure } => throw new UsageException($"--directory: {failure.Describe()}"),
        var other => throw new InvalidOperationException($"{other}"),
    };

    public SignpostClient Client(DiscoveryOptions options) => new(options, resolver);

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
