using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Server.Conduct;

/// <summary>What a CAS remembers of its clients' conduct, and says of it. It outlives a configuration: who is at a limit stays there when it is read again.</summary>
internal sealed class CasConduct : IAsyncDisposable
{
    /// <summary>How often what ended and what was left out is told.</summary>
    public static readonly TimeSpan BetweenBooks = TimeSpan.FromSeconds(10);

    private readonly ITimer books;
    private readonly LogBudget[] budgets;

    public CasConduct(ServerConfiguration configuration, ILogger log, TimeProvider time)
    {
        (Log, Time) = (log, time);
        Limits = new AddressLimits(configuration.Limits, time);
        Names = new LoggedNames(configuration.Log.Addresses);
        Connections = new ConnectionConduct(configuration, time);
        var logons = new LogonLog(log, Names, Limits);
        Logons = logons;
        budgets = [LimitLines, FailureLines, DisputeLines, .. logons.Budgets];
        books = time.CreateTimer(_ => CloseBooks(), null, BetweenBooks, BetweenBooks);
    }

    public ILogger Log { get; }

    public TimeProvider Time { get; }

    public AddressLimits Limits { get; }

    public LoggedNames Names { get; }

    public ConnectionConduct Connections { get; }

    public ILogonWitness Logons { get; }

    public LogBudget LimitLines { get; } = new("address limits", 100);

    public LogBudget FailureLines { get; } = new("failed requests", 20);

    public LogBudget DisputeLines { get; } = new("disputed clients", 2);

    /// <summary>Goes on with another configuration.</summary>
    public void Take(ServerConfiguration configuration)
    {
        Limits.Take(configuration.Limits);
        Names.Take(configuration.Log.Addresses);
        Connections.Take(configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await books.DisposeAsync();
        CloseBooks();
    }

    private void CloseBooks()
    {
        var seconds = (long)BetweenBooks.TotalSeconds;
        foreach (var end in Limits.Ended())
        {
            if (LimitLines.Allows())
            {
                ConductLog.LimitEnds(Log, end.Address, end.Refused, (long)end.After.TotalSeconds);
            }
        }

        if (Connections.TakeRefused() is > 0 and var refused)
        {
            ConductLog.ConnectionsRefused(Log, refused, seconds, Connections.Open);
        }

        foreach (var budget in budgets)
        {
            if (budget.Close() is > 0 and var leftOut)
            {
                ConductLog.LinesLeftOut(Log, leftOut, budget.Kind, seconds);
            }
        }
    }
}
