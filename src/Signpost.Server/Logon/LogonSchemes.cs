using System.Collections.Immutable;
using Signpost.Server.Configuration;

namespace Signpost.Server.Logon;

/// <summary>The schemes a CAS offers: those that are configured and work on this host.</summary>
public sealed class LogonSchemes : IAsyncDisposable
{
    private LogonSchemes(ImmutableArray<ILogonScheme> offered, ImmutableArray<string> notes) => (Offered, Notes) = (offered, notes);

    /// <summary>In the order they are offered: the strongest first.</summary>
    public ImmutableArray<ILogonScheme> Offered { get; }

    /// <summary>What an administrator should know of them: one line each, what is wrong and what to do.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>The schemes of a configuration.</summary>
    /// <param name="configuration">Which, and how.</param>
    /// <param name="hostNames">What clients call this CAS.</param>
    /// <param name="passwords">Who judges passwords.</param>
    /// <param name="http">By what the keys of an issuer are fetched; not disposed with this.</param>
    /// <param name="time">The clock.</param>
    public static LogonSchemes Create(
        LogonConfiguration configuration, ImmutableArray<string> hostNames, IPasswordJudge passwords, HttpMessageHandler http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var offered = ImmutableArray.CreateBuilder<ILogonScheme>();
        var notes = ImmutableArray.CreateBuilder<string>();
        if (configuration.Negotiate is { } negotiate)
        {
            if (NegotiateScheme.Offer(negotiate, hostNames, out var why) is { } scheme)
            {
                offered.Add(scheme);
            }

            notes.AddRange(why);
        }

        if (configuration.Bearer is { } bearer)
        {
            offered.Add(new BearerScheme(configuration.Realm, bearer, http, time));
        }

        if (configuration.Basic is not null)
        {
            offered.Add(new BasicScheme(configuration.Realm, passwords));
        }

        if (offered.Count == 0)
        {
            notes.Add("no logon is offered: every client will be refused");
        }

        return new LogonSchemes(offered.ToImmutable(), notes.ToImmutable());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var scheme in Offered.OfType<IAsyncDisposable>())
        {
            await scheme.DisposeAsync();
        }
    }
}
