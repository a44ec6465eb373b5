namespace Signpost.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Found = 0;
    public const int NotFound = 1;
    public const int WrongUsage = 2;
    public const int FoundWithErrors = 3;
    public const int Interrupted = 130;
}
