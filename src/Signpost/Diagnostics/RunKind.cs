namespace Signpost.Diagnostics;

/// <summary>What a run is to answer.</summary>
internal enum RunKind
{
    Discover,
    Plan,
    Scps,
    Site,
    Examine,
    Settings,
    Federation,
    FreeBusy,
    Oof,
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
            RunKind.Settings => "settings",
            RunKind.Federation => "federation",
            RunKind.FreeBusy => "freebusy",
            RunKind.Oof => "oof",
            _ => throw new UnreachableException(),
        };

        public string ActivityName => kind switch
        {
            RunKind.Discover => "signpost.discover",
            RunKind.Plan => "signpost.plan",
            RunKind.Scps => "signpost.scps",
            RunKind.Site => "signpost.site",
            RunKind.Examine => "signpost.examine",
            RunKind.Settings => "signpost.settings",
            RunKind.Federation => "signpost.federation",
            RunKind.FreeBusy => "signpost.freebusy",
            RunKind.Oof => "signpost.oof",
            _ => throw new UnreachableException(),
        };
    }
}
