namespace Signpost.Server.Conduct;

/// <summary>How many lines of a kind may be written until the books are closed; the rest is only counted.</summary>
internal sealed class LogBudget(string kind, int most)
{
    private int written;
    private int leftOut;

    /// <summary>Of what, as the log says it.</summary>
    public string Kind => kind;

    /// <summary>Whether this line may be written.</summary>
    public bool Allows()
    {
        // Looked at first, so that the number can't run over in a flood.
        if (Volatile.Read(ref written) < most && Interlocked.Increment(ref written) <= most)
        {
            return true;
        }

        Interlocked.Increment(ref leftOut);
        return false;
    }

    /// <summary>Closes the books: how many lines were left out.</summary>
    public int Close()
    {
        Volatile.Write(ref written, 0);
        return Interlocked.Exchange(ref leftOut, 0);
    }
}
