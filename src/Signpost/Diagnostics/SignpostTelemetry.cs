namespace Signpost.Diagnostics;

/// <summary>The names under which runs can be watched. What is told under them is in docs/library.md.</summary>
public static class SignpostTelemetry
{
    /// <summary>The source of activities: one for each run, one for each attempt in it.</summary>
    public const string ActivitySourceName = "Signpost";

    /// <summary>The meter: how many runs and attempts, how they ended, how long they took.</summary>
    public const string MeterName = "Signpost";

    /// <summary>The category of the log.</summary>
    public const string LogCategory = "Signpost";

    internal static string? Version { get; } = typeof(SignpostTelemetry).Assembly.GetName().Version?.ToString(3);
}
