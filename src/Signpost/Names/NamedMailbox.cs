using Signpost.Ews;

namespace Signpost.Names;

/// <summary>Somebody or something in the address book (MS-OXWSCDATA, EmailAddressType).</summary>
/// <param name="Address">By what it is written to, and the name people see.</param>
/// <param name="Kind">What it is.</param>
public sealed record NamedMailbox(EwsAddress Address, MailboxKind Kind);
