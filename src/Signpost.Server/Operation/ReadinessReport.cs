using System.Collections.Immutable;
using System.Text;

namespace Signpost.Server.Operation;

/// <summary>Whether clients should be sent here.</summary>
/// <param name="Checks">What each check found.</param>
/// <param name="IsStopping">Whether the server is about to end.</param>
public sealed record ReadinessReport(ImmutableArray<(string Name, HealthResult Result)> Checks, bool IsStopping)
{
    /// <summary>Whether they should.</summary>
    public bool IsReady => !IsStopping && Checks.All(check => check.Result.IsGood || !check.Result.IsVital);

    /// <summary>Why not, in one line; "" where they should.</summary>
    public string Why => IsStopping ? "the server is stopping" : string.Join("; ", Checks.Where(check => check.Result is { IsGood: false, IsVital: true }).Select(check => $"{check.Name}: {check.Result.Detail}"));

    /// <summary>As text: the verdict, and a line for each check.</summary>
    /// <param name="withDetails">Whether it is for operators: details name hosts and files.</param>
    public string Write(bool withDetails)
    {
        var text = new StringBuilder(IsReady ? "ready\n" : "not ready\n");
        if (IsStopping)
        {
            text.Append("stopping\n");
        }

        foreach (var (name, result) in Checks)
        {
            text.Append(name).Append(result.IsGood ? " good" : result.IsVital ? " bad" : " bad, and no reason to go elsewhere").Append(withDetails ? $": {result.Detail}" : "").Append('\n');
        }

        return text.ToString();
    }
}
