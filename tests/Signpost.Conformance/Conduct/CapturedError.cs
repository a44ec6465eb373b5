namespace Signpost.Conformance.Conduct;

/// <summary>What this process writes to standard error, in a file, until it is disposed.</summary>
internal sealed class CapturedError : IDisposable
{
    private readonly TextWriter before = Console.Error;
    private readonly StreamWriter file;

    public CapturedError(string path)
    {
        file = new StreamWriter(path) { AutoFlush = true };
        Console.SetError(file);
    }

    public void Dispose()
    {
        Console.SetError(before);
        file.Dispose();
    }
}
