namespace Signpost.Server.Recurrence;

/// <summary>What came of reading an RRULE.</summary>
internal abstract record RuleReading
{
    private RuleReading()
    {
    }

    /// <summary>The rule it says.</summary>
    public sealed record Understood(RecurrenceRule Rule) : RuleReading;

    /// <summary>It says no rule, and why.</summary>
    /// <param name="Part">The part that is wrong, as in BYDAY; "RRULE" where it is the whole.</param>
    /// <param name="Why">One clause.</param>
    public sealed record Faulty(string Part, string Why) : RuleReading;
}
