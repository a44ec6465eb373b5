using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Signpost.Directory;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>An open forest, and what the way to it taught about the client's site.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="IsOurs">Whether the run closes it.</param>
/// <param name="Ping">What the domain controller said of the client's site; null when none was asked.</param>
/// <param name="DomainController">The name of that domain controller.</param>
/// <param name="WhyNoPing">Why none was asked.</param>
internal sealed record OpenForest(IDirectory Directory, bool IsOurs, PingOutcome? Ping, string DomainController, string WhyNoPing);

/// <summary>Finds and opens the directory of a run.</summary>
/// <remarks>The guard says who else is given the password; a directory that a pointer names is one of them.</remarks>
internal sealed class ForestDoor(DiscoveryOptions options, IServiceResolver resolver, TimeProvider time, Random random, Trace trace, LogonGuard guard)
{
    private const string WhyNoPing = "a forest in a file can't say where this client is: give --client-address or --site";

    private readonly NetlogonPinger pinger = new(resolver, time);

    /// <summary>Opens the forest that the options name.</summary>
    /// <param name="address">Whose domain is tried where neither the options nor this machine name one.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public Task<ForestOpening> OpenAsync(MailboxAddress? address, CancellationToken cancellationToken) => options.Forest switch
    {
        ForestChoice.Open open => Task.FromResult<ForestOpening>(new ForestOpening.Opened(
            new OpenForest(open.Directory, false, open.Ping, open.DomainController, WhyNoPing))),
        ForestChoice.File file => Task.FromResult(FromFile(file.Path)),
        ForestChoice.Server server => AtServerAsync(server, cancellationToken),
        ForestChoice.Domain domain => InDomainAsync(domain, address, cancellationToken),
        _ => throw new UnreachableException(),
    };

    /// <summary>What the options call the forest. Of the domains of this machine it is the first, whether it answers today or not.</summary>
    /// <param name="address">Whose domain it is where neither the options nor this machine name one.</param>
    public string NameOf(MailboxAddress? address) => options.Forest switch
    {
        ForestChoice.Open { Directory.Source: var source } => source,
        ForestChoice.File { Path: var path } => path,
        ForestChoice.Server server => server.DomainName ?? server.Host,
        ForestChoice.Domain domain => DomainsToTry(domain, address) is [var first, ..] ? first : "",
        _ => throw new UnreachableException(),
    };

    /// <summary>Opens the directory that an SCP pointer names. A forest in a file is not left for the network.</summary>
    public async Task<OpenOutcome> OpenPointerAsync(LdapServer server, CancellationToken cancellationToken) => options.Forest switch
    {
        ForestChoice.Domain { Security: var security } => await ConnectAsync(AsSecureAs(security, server), cancellationToken),
        ForestChoice.Server { Security: var security } => await ConnectAsync(AsSecureAs(security, server), cancellationToken),
        _ => new OpenOutcome.Failed(new DirectoryFailure.NoServer(server.Host, "pointers are followed from a live directory only, not from a file")),
    };

    private static LdapServer AsSecureAs(LdapSecurity security, LdapServer server) =>
        server.Security is LdapSecurity.None ? server with { Security = security } : server;

    private static ForestOpening FromFile(string path) => LdifDirectory.Open(path) switch
    {
        OpenOutcome.Opened { Directory: var directory } => new ForestOpening.Opened(
            new OpenForest(directory, true, null, "", WhyNoPing)),
        OpenOutcome.Failed { Failure: var failure } => new ForestOpening.Failed(failure),
        _ => throw new UnreachableException(),
    };

    private async Task<ForestOpening> AtServerAsync(ForestChoice.Server server, CancellationToken cancellationToken)
    {
        var opening = await ConnectAsync(new LdapServer(server.Host, server.Port, server.Security), cancellationToken);
        if (opening is not OpenOutcome.Opened { Directory: var directory })
        {
            return new ForestOpening.Failed(((OpenOutcome.Failed)opening).Failure);
        }

        if (server.DomainName is null && !TryDomainOf(directory.RootDse, out _))
        {
            return new ForestOpening.Opened(new OpenForest(directory, true, null, server.Host, $"{server.Host} does not say which domain it serves: give --domain"));
        }

        var domain = server.DomainName ?? (TryDomainOf(directory.RootDse, out var own) ? own : "");
        var ping = await pinger.AskAsync(server.Host, server.Port, domain, cancellationToken);
        return new ForestOpening.Opened(new OpenForest(directory, true, ping, server.Host, ""));
    }

    private async Task<ForestOpening> InDomainAsync(ForestChoice.Domain choice, MailboxAddress? address, CancellationToken cancellationToken)
    {
        var locator = new DcLocator(resolver, pinger, time, random);
        ForestOpening last = new ForestOpening.Failed(new DirectoryFailure.NoServer("this machine", "it is in no domain: give --domain or --directory"));
        foreach (var domain in DomainsToTry(choice, address))
        {
            switch (await locator.LocateAsync(domain, options.Site, cancellationToken))
            {
                case DcOutcome.Found found:
                    return await OneOfAsync(found, choice.Security, cancellationToken);
                case DcOutcome.None none:
                    last = new ForestOpening.Failed(new DirectoryFailure.NoServer(domain, none.Why));
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return last;
    }

    private static ImmutableArray<string> DomainsToTry(ForestChoice.Domain choice, MailboxAddress? address)
    {
        if (choice.Name is { } given)
        {
            return [given];
        }

        ImmutableArray<string> all = address is { } mailbox ? [.. MachineDomains.Read(), mailbox.Domain] : MachineDomains.Read();
        return [.. all.Distinct()];
    }

    /// <summary>The first that lets us in. Who refuses the logon ends the search: the same password is not offered to the next.</summary>
    private async Task<ForestOpening> OneOfAsync(DcOutcome.Found found, LdapSecurity security, CancellationToken cancellationToken)
    {
        DirectoryFailure? first = null;
        foreach (var (index, controller) in found.Controllers.Index())
        {
            int? port = security is LdapSecurity.Tls ? null : controller.Port;
            switch (await ConnectAsync(new LdapServer(controller.Host, port, security), cancellationToken))
            {
                case OpenOutcome.Opened { Directory: var directory }:
                    PingOutcome ping = found.Ping is { } answer ? answer : new PingOutcome.Silent(found.Silence);
                    return new ForestOpening.Opened(new OpenForest(directory, true, ping, found.Controllers[0].Host, ""));
                case OpenOutcome.Failed { Failure: DirectoryFailure.BindRefused refused }:
                    return new ForestOpening.Failed(refused);
                case OpenOutcome.Failed { Failure: var failure }:
                    // The best one's failure explains most; the others are shown by what they cost.
                    first ??= failure;
                    NoteDeadController(controller, failure, index < found.Controllers.Length - 1);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new ForestOpening.Failed(first!);
    }

    private void NoteDeadController(DcName controller, DirectoryFailure failure, bool anotherIsLeft)
    {
        if (anotherIsLeft)
        {
            trace.Note(new Finding(
                "dc.dead", FindingSeverity.Warning, controller.Host, OneLine.Of(failure.Describe()),
                "Start the domain controller or remove its SRV records"));
        }
    }

    private Task<OpenOutcome> ConnectAsync(LdapServer server, CancellationToken cancellationToken)
    {
        var how = new LdapOptions { Trust = options.Trust, Timeout = options.DirectoryTimeout, Trace = trace, Guard = guard };
        return LdapDirectory.OpenAsync(server, options.DirectoryLogon, how, resolver, time, cancellationToken);
    }

    /// <summary>The DNS name of the domain whose naming context a domain controller serves: DC=example,DC=org is example.org.</summary>
    private static bool TryDomainOf(RootDse rootDse, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        if (!DistinguishedName.TryParse(rootDse.DefaultNamingContext, out var name))
        {
            return false;
        }

        var labels = new List<string>();
        for (; name is { Depth: > 0 }; name = name.Parent)
        {
            if (!name.FirstRdn.StartsWith("DC=", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            labels.Add(name.FirstValue);
        }

        return MailboxAddress.TryDomain(string.Join('.', labels), out domain);
    }
}

/// <summary>What came of opening the forest.</summary>
internal abstract record ForestOpening
{
    private ForestOpening()
    {
    }

    public sealed record Opened(OpenForest Forest) : ForestOpening;

    public sealed record Failed(DirectoryFailure Failure) : ForestOpening;
}
