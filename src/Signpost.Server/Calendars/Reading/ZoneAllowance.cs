using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars.Reading;

/// <summary>What the zones that an object defines may cost: each no more than usual, and all no more than twenty such.</summary>
internal sealed class ZoneAllowance
{
    private long left = 20 * StepBudget.Usual;
    private StepBudget last = new(0);

    /// <summary>For the next zone.</summary>
    public StepBudget Next()
    {
        left -= last.Used;
        return last = new StepBudget(Math.Min(StepBudget.Usual, left));
    }
}
