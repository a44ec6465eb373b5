namespace Signpost.Cli;

/// <summary>The command can't be carried out as it was given: one line for the user, exit code 2.</summary>
internal sealed class UsageException(string line) : Exception(line);
