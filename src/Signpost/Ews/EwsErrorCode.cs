namespace Signpost.Ews;

/// <summary>How a call, or one mailbox of it, went (MS-OXWSCDATA, ResponseCodeType). The set is open: what is not known is kept as it was written.</summary>
public readonly record struct EwsErrorCode(string Text)
{
    /// <summary>All is well.</summary>
    public static EwsErrorCode NoError { get; } = new("NoError");

    /// <summary>The directory has no such address.</summary>
    public static EwsErrorCode MailRecipientNotFound { get; } = new("ErrorMailRecipientNotFound");

    /// <summary>Nobody has that name.</summary>
    public static EwsErrorCode NameResolutionNoResults { get; } = new("ErrorNameResolutionNoResults");

    /// <summary>Several have that name; a warning, and they follow.</summary>
    public static EwsErrorCode NameResolutionMultipleResults { get; } = new("ErrorNameResolutionMultipleResults");

    /// <summary>The address cannot be read.</summary>
    public static EwsErrorCode InvalidSmtpAddress { get; } = new("ErrorInvalidSmtpAddress");

    /// <summary>Who asks may not see when this mailbox is free.</summary>
    public static EwsErrorCode NoFreeBusyAccess { get; } = new("ErrorNoFreeBusyAccess");

    /// <summary>The source of the calendar failed.</summary>
    public static EwsErrorCode FreeBusyGenerationFailed { get; } = new("ErrorFreeBusyGenerationFailed");

    /// <summary>The store of the mailbox is away.</summary>
    public static EwsErrorCode MailboxStoreUnavailable { get; } = new("ErrorMailboxStoreUnavailable");

    /// <summary>The store of the mailbox is changing its server.</summary>
    public static EwsErrorCode MailboxFailover { get; } = new("ErrorMailboxFailover");

    /// <summary>The address is a list with more members than are looked at.</summary>
    public static EwsErrorCode FreeBusyDLLimitReached { get; } = new("ErrorFreeBusyDLLimitReached");

    /// <summary>More mailboxes in one request than are answered.</summary>
    public static EwsErrorCode IndividualMailboxLimitReached { get; } = new("ErrorIndividualMailboxLimitReached");

    /// <summary>A limit inside the server, not that of mailboxes.</summary>
    public static EwsErrorCode TooManyObjectsOpened { get; } = new("ErrorTooManyObjectsOpened");

    /// <summary>The time for one mailbox is used up; the others are answered.</summary>
    public static EwsErrorCode TimeoutExpired { get; } = new("ErrorTimeoutExpired");

    /// <summary>Another CAS was asked, and failed.</summary>
    public static EwsErrorCode ProxyRequestProcessingFailed { get; } = new("ErrorProxyRequestProcessingFailed");

    /// <summary>The CAS of the mailbox was not found.</summary>
    public static EwsErrorCode ServiceDiscoveryFailed { get; } = new("ErrorServiceDiscoveryFailed");

    /// <summary>Autodiscover did not find the CAS of the mailbox.</summary>
    public static EwsErrorCode AutoDiscoverFailed { get; } = new("ErrorAutoDiscoverFailed");

    /// <summary>Nobody said how the other forest is asked.</summary>
    public static EwsErrorCode AddressSpaceNotFound { get; } = new("ErrorAddressSpaceNotFound");

    /// <summary>The other forest may not be asked.</summary>
    public static EwsErrorCode ProxyRequestNotAllowed { get; } = new("ErrorProxyRequestNotAllowed");

    /// <summary>The other forest refused the credentials.</summary>
    public static EwsErrorCode InvalidCrossForestCredentials { get; } = new("ErrorInvalidCrossForestCredentials");

    /// <summary>No CAS of the other site can be asked.</summary>
    public static EwsErrorCode NoApplicableProxyCASServersAvailable { get; } = new("ErrorNoApplicableProxyCASServersAvailable");

    /// <summary>An old mailbox, and no server with the public folder of its free/busy.</summary>
    public static EwsErrorCode PublicFolderServerNotFound { get; } = new("ErrorPublicFolderServerNotFound");

    /// <summary>An old mailbox, and the public folder of its free/busy could not be read.</summary>
    public static EwsErrorCode PublicFolderRequestProcessingFailed { get; } = new("ErrorPublicFolderRequestProcessingFailed");

    /// <summary>The window does not end after it begins.</summary>
    public static EwsErrorCode InvalidTimeInterval { get; } = new("ErrorInvalidTimeInterval");

    /// <summary>The window is longer than is answered.</summary>
    public static EwsErrorCode TimeIntervalTooBig { get; } = new("ErrorTimeIntervalTooBig");

    /// <summary>The slots are too short or too long.</summary>
    public static EwsErrorCode InvalidMergedFreeBusyInterval { get; } = new("ErrorInvalidMergedFreeBusyInterval");

    /// <summary>A view that cannot be asked for, or no view asked for.</summary>
    public static EwsErrorCode InvalidFreeBusyViewType { get; } = new("ErrorInvalidFreeBusyViewType");

    /// <summary>No zone to read local times in.</summary>
    public static EwsErrorCode TimeZone { get; } = new("ErrorTimeZone");

    /// <summary>The request is not what it should be. exchangelib repeats such a request for every version it knows.</summary>
    public static EwsErrorCode InvalidRequest { get; } = new("ErrorInvalidRequest");

    /// <summary>This is not done here.</summary>
    public static EwsErrorCode InvalidOperation { get; } = new("ErrorInvalidOperation");

    /// <summary>The request does not obey its schema.</summary>
    public static EwsErrorCode SchemaValidation { get; } = new("ErrorSchemaValidation");

    /// <summary>Who asks may not do that.</summary>
    public static EwsErrorCode AccessDenied { get; } = new("ErrorAccessDenied");

    /// <summary>An absence that does not end after it begins, or has ended.</summary>
    public static EwsErrorCode InvalidScheduledOofDuration { get; } = new("ErrorInvalidScheduledOofDuration");

    /// <summary>Settings without one of the two replies; an empty one is a reply.</summary>
    public static EwsErrorCode InvalidUserOofSettings { get; } = new("ErrorInvalidUserOofSettings");

    /// <summary>No suggestions could be made.</summary>
    public static EwsErrorCode MeetingSuggestionGenerationFailed { get; } = new("ErrorMeetingSuggestionGenerationFailed");

    /// <summary>This is none of the server's ids.</summary>
    public static EwsErrorCode InvalidIdMalformed { get; } = new("ErrorInvalidIdMalformed");

    /// <summary>There is no such folder, or not for who asks.</summary>
    public static EwsErrorCode FolderNotFound { get; } = new("ErrorFolderNotFound");

    /// <summary>There is nothing with this id, or not for who asks.</summary>
    public static EwsErrorCode ItemNotFound { get; } = new("ErrorItemNotFound");

    /// <summary>Who asks has no mailbox.</summary>
    public static EwsErrorCode NonExistentMailbox { get; } = new("ErrorNonExistentMailbox");

    /// <summary>An id is not written in this format here.</summary>
    public static EwsErrorCode UnsupportedTypeForConversion { get; } = new("ErrorUnsupportedTypeForConversion");

    /// <summary>Ask again later.</summary>
    public static EwsErrorCode ServerBusy { get; } = new("ErrorServerBusy");

    /// <summary>The server failed.</summary>
    public static EwsErrorCode InternalServerError { get; } = new("ErrorInternalServerError");

    /// <inheritdoc/>
    public bool Equals(EwsErrorCode other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The code as it was written; "" where none was given.</summary>
    public override string ToString() => Text ?? "";
}
