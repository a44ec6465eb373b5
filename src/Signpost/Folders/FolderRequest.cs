using System.Collections.Immutable;
using Signpost.Ews;

namespace Signpost.Folders;

/// <summary>What is asked of the folders of a mailbox (MS-OXWSFOLD, MS-OXWSCVTID): what clients want to know before they ask for more.</summary>
public abstract record FolderRequest : EwsCall
{
    private FolderRequest()
    {
    }

    /// <summary>Which folders are these (MS-OXWSFOLD, GetFolder)?</summary>
    /// <param name="Folders">Each is answered, in this order.</param>
    public sealed record Get(ImmutableArray<FolderReference> Folders) : FolderRequest
    {
        /// <inheritdoc/>
        public bool Equals(Get? other) => base.Equals(other) && Folders.SequenceEqual(other.Folders);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Folders.Length);
    }

    /// <summary>How are these ids written otherwise (MS-OXWSCVTID, ConvertId)? exchangelib asks to learn the version, DavMail to learn the address.</summary>
    /// <param name="Destination">The format that is wanted, for example <c>EwsId</c>.</param>
    /// <param name="Ids">Each is answered, in this order.</param>
    public sealed record Convert(string Destination, ImmutableArray<AlternateId> Ids) : FolderRequest
    {
        /// <inheritdoc/>
        public bool Equals(Convert? other) => base.Equals(other) && Destination == other.Destination && Ids.SequenceEqual(other.Ids);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Destination, Ids.Length);
    }
}

/// <summary>A folder, as a request names it.</summary>
public abstract record FolderReference
{
    private FolderReference()
    {
    }

    /// <summary>One that every mailbox has (MS-OXWSCDATA, DistinguishedFolderId).</summary>
    /// <param name="Name">Its name, for example <c>calendar</c>.</param>
    /// <param name="Mailbox">Whose; null is the caller's.</param>
    public sealed record Distinguished(string Name, EwsAddress? Mailbox = null) : FolderReference;

    /// <summary>One by the id that the server gave it.</summary>
    public sealed record ById(string Id) : FolderReference;
}

/// <summary>An id of a folder or an item in one of its formats (MS-OXWSCVTID, AlternateId). Text that was not given is "".</summary>
/// <param name="Format">The format, for example <c>EwsId</c>.</param>
/// <param name="Id">The id.</param>
/// <param name="Mailbox">The address of the mailbox it is in.</param>
public sealed record AlternateId(string Format, string Id, string Mailbox);
