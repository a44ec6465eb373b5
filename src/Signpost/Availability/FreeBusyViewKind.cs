namespace Signpost.Availability;

/// <summary>How much of a calendar is shown (MS-OXWAVLS section 3.1.4.1.3.12, FreeBusyViewType), the least first.</summary>
public enum FreeBusyViewKind
{
    /// <summary>Nothing: what goes with an error. It cannot be asked for.</summary>
    None,

    /// <summary>The slots.</summary>
    MergedOnly,

    /// <summary>The events, by time and busy type.</summary>
    FreeBusy,

    /// <summary>The events and the slots.</summary>
    FreeBusyMerged,

    /// <summary>The events and what they are about.</summary>
    Detailed,

    /// <summary>The events, what they are about, and the slots.</summary>
    DetailedMerged,
}

/// <summary>What goes with a view.</summary>
public static class FreeBusyViews
{
    extension(FreeBusyViewKind kind)
    {
        /// <summary>Whether slots go with it.</summary>
        public bool HasSlots => kind is FreeBusyViewKind.MergedOnly or FreeBusyViewKind.FreeBusyMerged or FreeBusyViewKind.DetailedMerged;

        /// <summary>Whether events go with it.</summary>
        public bool HasEvents => kind >= FreeBusyViewKind.FreeBusy;

        /// <summary>Whether it says what the events are about.</summary>
        public bool HasDetails => kind >= FreeBusyViewKind.Detailed;
    }

    // The type is a list (xs:list): the richest of it counts.
    internal static FreeBusyViewKind? Read(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => null,
        var words => words.Max(One),
    };

    private static FreeBusyViewKind One(string word) => word switch
    {
        "MergedOnly" => FreeBusyViewKind.MergedOnly,
        "FreeBusy" => FreeBusyViewKind.FreeBusy,
        "FreeBusyMerged" => FreeBusyViewKind.FreeBusyMerged,
        "Detailed" => FreeBusyViewKind.Detailed,
        "DetailedMerged" => FreeBusyViewKind.DetailedMerged,
        _ => FreeBusyViewKind.None,
    };
}
