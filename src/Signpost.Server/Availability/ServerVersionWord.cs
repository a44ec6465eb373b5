namespace Signpost.Server.Availability;

/// <summary>What follows from the version of Exchange that a client speaks to (<c>RequestServerVersion</c>).</summary>
internal static class ServerVersionWord
{
    // A client that says nothing is one of the first; one whose version never was is newer than all of these.
    private static readonly string[] Old = ["", "Exchange2007", "Exchange2007_SP1", "Exchange2009", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2"];

    /// <summary>Whether the busy type WorkingElsewhere is known: from Exchange 2013 on.</summary>
    public static bool KnowsWorkingElsewhere(string version) => !Old.Contains(version);
}
