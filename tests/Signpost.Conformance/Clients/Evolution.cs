namespace Signpost.Conformance.Clients;

/// <summary>Evolution-EWS, a stranger to the product, run by <c>lab/evolution</c>.</summary>
internal static class Evolution
{
    private const string NothingFound = "nothing found: ";

    /// <summary>The URLs of EWS and of the OAB; null where it finds nothing.</summary>
    /// <param name="place">Where it runs.</param>
    /// <param name="args">The address, then user and password if they are not the address and the lab's; before it, perhaps <c>--auth METHOD</c>.</param>
    public static Task<(string Ews, string Oab)?> FindAsync(string place, params string[] args) => FindAsync(place, new Dictionary<string, string>(), args);

    /// <inheritdoc cref="FindAsync(string, string[])"/>
    public static async Task<(string Ews, string Oab)?> FindAsync(string place, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var run = await Lab.InAsync(place, environment, [Path.Combine(Lab.Repository, "lab", "evolution"), .. args]);

        // Its libraries say on the way what they do not like: the last line is its own.
        return run switch
        {
            { Exit: 0 } when run.Output.Trim().Split(' ') is [var ews, var oab] => (ews, oab),
            { Exit: 1 } when run.Error.TrimEnd().Split('\n')[^1].StartsWith(NothingFound, StringComparison.Ordinal) => null,
            _ => throw new InvalidOperationException($"evolution: {run.Exit} {run.Output}{run.Error}"),
        };
    }
}
