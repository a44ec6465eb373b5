using System.Collections.Immutable;

namespace Signpost.Doctor.Clients;

/// <summary>What a replay writes down on its way.</summary>
internal sealed class ReplayJournal
{
    private readonly List<ClientTry> path = [];
    private readonly List<ClientWarning> warnings = [];

    public ImmutableArray<ClientTry> Path => [.. path];

    public ImmutableArray<ClientWarning> Warnings => [.. warnings.Distinct()];

    public void Add(ClientTry place) => path.Add(place);

    public void Warn(string text, ClientRule rule) => warnings.Add(new ClientWarning(OneLine.Of(text), rule));
}
