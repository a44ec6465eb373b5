namespace Signpost.Availability;

/// <summary>What a time is to its owner (MS-OXWSCDATA section 2.2.5.17, LegacyFreeBusyType).</summary>
public enum BusyType
{
    /// <summary>Nothing that keeps anybody away.</summary>
    Free,

    /// <summary>Perhaps.</summary>
    Tentative,

    /// <summary>Not to be had.</summary>
    Busy,

    /// <summary>Away.</summary>
    OutOfOffice,

    /// <summary>Nobody knows; not to be mixed up with free.</summary>
    NoData,

    /// <summary>Working, in another place: known from Exchange 2013 on, and as good as free.</summary>
    WorkingElsewhere,
}

/// <summary>Busy types as messages write them.</summary>
internal static class BusyTypeWords
{
    extension(BusyType type)
    {
        public string Word => type is BusyType.OutOfOffice ? "OOF" : type.ToString();

        /// <summary>The digit of a slot. A real Exchange writes WorkingElsewhere as free there.</summary>
        public char Digit => type is BusyType.WorkingElsewhere ? '0' : (char)('0' + (int)type);
    }

    /// <summary>Reads one; a word not known is no data.</summary>
    public static BusyType Read(string text) => text switch
    {
        "Free" => BusyType.Free,
        "Tentative" => BusyType.Tentative,
        "Busy" => BusyType.Busy,
        "OOF" => BusyType.OutOfOffice,
        "WorkingElsewhere" => BusyType.WorkingElsewhere,
        _ => BusyType.NoData,
    };
}
