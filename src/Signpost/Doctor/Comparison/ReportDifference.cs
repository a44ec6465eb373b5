namespace Signpost.Doctor.Comparison;

/// <summary>What a difference is about.</summary>
public enum DifferenceTopic
{
    /// <summary>What was asked: the address, the plan.</summary>
    Question,

    /// <summary>How the run ended.</summary>
    Result,

    /// <summary>The client's site.</summary>
    Site,

    /// <summary>Which directory answered.</summary>
    Directory,

    /// <summary>The CAS that was found.</summary>
    Cas,

    /// <summary>The URLs of its services.</summary>
    Services,

    /// <summary>The steps of the search.</summary>
    Steps,

    /// <summary>The candidates: which there are, in which order, and what became of them.</summary>
    Candidates,

    /// <summary>What was found wrong.</summary>
    Findings,

    /// <summary>How long it took.</summary>
    Time,
}

/// <summary>The words for a topic.</summary>
public static class DifferenceTopicWords
{
    extension(DifferenceTopic topic)
    {
        /// <summary>The topic in reports and in JSON.</summary>
        public string Word => topic switch
        {
            DifferenceTopic.Question => "question",
            DifferenceTopic.Result => "result",
            DifferenceTopic.Site => "site",
            DifferenceTopic.Directory => "directory",
            DifferenceTopic.Cas => "cas",
            DifferenceTopic.Services => "services",
            DifferenceTopic.Steps => "steps",
            DifferenceTopic.Candidates => "candidates",
            DifferenceTopic.Findings => "findings",
            DifferenceTopic.Time => "time",
            _ => throw new UnreachableException(),
        };
    }
}

/// <summary>One thing that is not the same in two reports.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Subject">Which one: a URL, a code, the name of a thing.</param>
/// <param name="Aspect">What of it; "" where the subject says all.</param>
/// <param name="A">What the first report says; null where it has no such thing.</param>
/// <param name="B">What the second report says; null where it has no such thing.</param>
public sealed record ReportDifference(DifferenceTopic Topic, string Subject, string Aspect, string? A, string? B)
{
    /// <summary>Whether it should be so: one client stands inside and one outside, and each was given the URL that the same servers name for there.</summary>
    public bool IsExpected { get; init; }
}
