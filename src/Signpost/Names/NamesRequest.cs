using Signpost.Ews;

namespace Signpost.Names;

/// <summary>What is asked of the address book.</summary>
public abstract record NamesRequest : EwsCall
{
    private NamesRequest()
    {
    }

    /// <summary>Who is meant (MS-OXWSRSLNM, ResolveNames)?</summary>
    /// <param name="Entry">The beginning of a name, or an address.</param>
    public sealed record Resolve(string Entry) : NamesRequest
    {
        /// <summary>Whether more is asked for than name and address.</summary>
        public bool IsFull { get; init; }
    }

    /// <summary>Who is on a list (MS-OXWSDLIST, ExpandDL)? Lists on it are not expanded.</summary>
    /// <param name="List">Which.</param>
    public sealed record Expand(EwsAddress List) : NamesRequest;

    /// <summary>Which lists of rooms are there (MS-OXWSGTRM, GetRoomLists)?</summary>
    public sealed record RoomLists : NamesRequest;

    /// <summary>Which rooms are on a list (MS-OXWSGTRM, GetRooms)?</summary>
    /// <param name="List">Which.</param>
    public sealed record Rooms(EwsAddress List) : NamesRequest;
}
