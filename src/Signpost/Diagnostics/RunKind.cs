namespace Signpost.Diagnostics;

/// <summary>What a run is to answer.</summary>
internal enum RunKind
{
    Discover,
    Plan,
    Scps,
    Site,
    Examine,
}

/// <summary>The words for a kind of run.</summary>
internal static class RunKindWords
{
    extension(RunKind kind)
    {
        public string Word => kind switch
        {
            RunKind.Discover => "discover",
            RunKind.Plan => "plan",
            RunKind.Scps => "scps",
            RunKind.Site => "site",
            RunKind.Examine => "examine",
            _ => throw new UnreachableException(),
        };

        public string ActivityName => kind switch
        {
            RunKind.Discover => "signpost.discover",
            RunKind.Plan => "signpost.plan",
            RunKind.Scps => "signpost.scps",
            RunKind.Site => "signpost.site",
            RunKind.Examine => "signpost.examine",
            _ => throw new UnreachableException(),
        };
    }
}
