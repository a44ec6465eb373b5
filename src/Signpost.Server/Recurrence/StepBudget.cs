namespace Signpost.Server.Recurrence;

/// <summary>How much work an expansion may still be: one step is a day, a period or a time looked at. No clock decides, so that the same question always has the same answer.</summary>
internal sealed class StepBudget(long steps = StepBudget.Usual)
{
    /// <summary>Enough for a hundred thousand occurrences, or for 270 years of days.</summary>
    public const long Usual = 100_000;

    /// <summary>How many steps were taken.</summary>
    public long Used { get; private set; }

    /// <summary>Whether more was wanted than there was.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Takes steps; false when there are not as many left, and from then on.</summary>
    public bool TryTake(long wanted = 1)
    {
        if (IsExhausted || wanted > steps - Used)
        {
            IsExhausted = true;
            return false;
        }

        Used += wanted;
        return true;
    }
}
