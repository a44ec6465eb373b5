using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Folders;

/// <summary>What a CAS answers to a <see cref="FolderRequest"/>.</summary>
public abstract record FolderResponse
{
    private FolderResponse()
    {
    }

    /// <summary>Which Exchange answers; null where it does not say, which exchangelib does not bear.</summary>
    public ServerVersionInfo? Server { get; init; }

    /// <summary>The folders.</summary>
    /// <param name="Folders">One for each that was asked for, in that order.</param>
    public sealed record Get(ImmutableArray<FolderAnswer> Folders) : FolderResponse
    {
        /// <inheritdoc/>
        public bool Equals(Get? other) => base.Equals(other) && Folders.SequenceEqual(other.Folders);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Folders.Length);
    }

    /// <summary>The ids, otherwise written.</summary>
    /// <param name="Ids">One for each that was asked for, in that order.</param>
    public sealed record Convert(ImmutableArray<ConvertedId> Ids) : FolderResponse
    {
        /// <inheritdoc/>
        public bool Equals(Convert? other) => base.Equals(other) && Ids.SequenceEqual(other.Ids);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Ids.Length);
    }

    /// <summary>It could not be answered at all.</summary>
    /// <param name="Why">The fault.</param>
    public sealed record Fault(EwsFault Why) : FolderResponse;
}

/// <summary>What is answered of one folder.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Folder">Null with an error.</param>
public sealed record FolderAnswer(EwsOutcome Outcome, MailFolder? Folder);

/// <summary>What is answered of one id.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Id">Null with an error.</param>
public sealed record ConvertedId(EwsOutcome Outcome, AlternateId? Id);

/// <summary>A folder of a mailbox (MS-OXWSFOLD, BaseFolderType). Text that was not given is "".</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is in it.</param>
public sealed record MailFolder(string Id, FolderKind Kind)
{
    /// <summary>The name people see.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The class of its items, for example <c>IPF.Appointment</c>.</summary>
    public string FolderClass { get; init; } = "";

    /// <summary>How many items are in it.</summary>
    public int TotalCount { get; init; }

    /// <summary>How many folders are in it.</summary>
    public int ChildFolderCount { get; init; }
}

/// <summary>What is in a folder; each has an element of its own.</summary>
public enum FolderKind
{
    /// <summary>Mail, or anything else.</summary>
    Folder,

    /// <summary>Appointments.</summary>
    CalendarFolder,

    /// <summary>Contacts.</summary>
    ContactsFolder,

    /// <summary>Tasks.</summary>
    TasksFolder,
}
