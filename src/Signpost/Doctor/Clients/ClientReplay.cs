using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>Walks as a client would, over facts: which URL it ends at, and why.</summary>
/// <remarks>
/// 1. Each pass goes through the steps in the client's order, and through the URLs of a step in the client's order.
/// 2. A redirect to another address throws the URLs away and begins at 1, in the same pass;
///    a client that keeps such addresses for later begins with them where it has found nothing else.
/// 3. A pass that found nothing leaves the search to the next one.
/// </remarks>
internal sealed class ClientReplay
{
    private readonly ClientProfile client;
    private readonly ReplayInput input;
    private readonly IFactSource facts;
    private readonly ReplayJournal journal = new();
    private readonly ReplayTargets targets;

    private ClientReplay(ClientProfile client, ReplayInput input, IFactSource facts)
    {
        (this.client, this.input, this.facts) = (client, input, facts);
        targets = new ReplayTargets(client.Habits, input, journal);
    }

    public static async Task<ClientVerdict> RunAsync(ClientProfile client, ReplayInput input, IFactSource facts, CancellationToken cancellationToken)
    {
        var replay = new ClientReplay(client, input, facts);
        VisitEnd end = new VisitEnd.Nothing();
        foreach (var pass in client.Habits.Passes)
        {
            end = await replay.SearchAsync(pass, cancellationToken);
            if (end is not VisitEnd.Nothing)
            {
                break;
            }
        }

        var found = end as VisitEnd.Found;
        return new ClientVerdict
        {
            Client = client,
            Address = input.Address,
            Url = found?.Url,
            NeedsLogon = found?.NeedsLogon ?? false,
            Why = end switch
            {
                VisitEnd.Found => "",
                VisitEnd.GivenUp { Why: var why } => why,
                _ => "no step leads to an endpoint that answers",
            },
            Path = replay.journal.Path,
            Warnings = replay.journal.Warnings,
        };
    }

    private async Task<VisitEnd> SearchAsync(ClientPass pass, CancellationToken cancellationToken)
    {
        var journey = new ReplayJourney();
        var (address, withoutScps) = (input.Address, false);
        journey.Addresses.Add(address);
        while (true)
        {
            var end = await RoundAsync(pass, address, withoutScps, journey, cancellationToken);
            switch (end)
            {
                case VisitEnd.OtherAddress other:
                    (address, withoutScps) = (other.Address, withoutScps || other.WithoutScps);
                    break;
                case VisitEnd.Nothing when journey.Waiting.TryDequeue(out var waiting):
                    address = waiting;
                    break;
                default:
                    return end;
            }

            journey.Asked.Clear();
        }
    }

    private async Task<VisitEnd> RoundAsync(ClientPass pass, MailboxAddress address, bool withoutScps, ReplayJourney journey, CancellationToken cancellationToken)
    {
        foreach (var step in client.Steps)
        {
            if (step.Kind is not { } kind)
            {
                Pass(address, step, "not simulated", "it lies beyond what can be asked from here", step.Rule);
                continue;
            }

            if (kind is StepKind.Scp && withoutScps)
            {
                Pass(address, step, "left out", "it has been round that circle", client.Habits.RepeatedAddress.Rule);
                continue;
            }

            var named = await targets.OfAsync(kind, address, pass, cancellationToken);
            if (named.Urls is [])
            {
                Pass(address, step, named.Nothing, "goes on", named.Rule);
            }

            foreach (var url in named.Urls)
            {
                var visit = new ReplayVisit(new ReplayTarget(address, step, pass, url), client.Habits, input, facts, journal, journey);
                if (await visit.RunAsync(cancellationToken) is var end and not VisitEnd.Nothing)
                {
                    return end;
                }
            }
        }

        return new VisitEnd.Nothing();
    }

    private void Pass(MailboxAddress address, ClientStep step, string met, string makes, ClientRule rule) =>
        journal.Add(new ClientTry { Address = address, Step = step, Met = met, Makes = makes, Rule = rule });
}
