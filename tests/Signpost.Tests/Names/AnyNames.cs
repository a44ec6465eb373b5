using System.Collections.Immutable;
using CsCheck;
using Signpost.Ews;
using Signpost.Names;
using Signpost.Tests.Ews;

namespace Signpost.Tests.Names;

/// <summary>Random questions to the address book, and answers.</summary>
internal static class AnyNames
{
    // Absent and Unknown are the same: a kind that is not known is not written.
    private static readonly Gen<NamedMailbox> Mailboxes = Gen.Select(AnyEws.Addresses, Gen.Enum<MailboxKind>(), (address, kind) => new NamedMailbox(address, kind));

    private static readonly Gen<NameResolution> Resolutions =
        from mailbox in Mailboxes
        from texts in AnyEws.Texts.Array[2]
        from isFull in Gen.Bool
        select new NameResolution(mailbox, isFull ? new ContactCard(texts[0], texts[1]) : null);

    public static readonly Gen<NamesRequest> Requests =
        from list in AnyEws.Addresses
        from entry in AnyEws.Texts.Where(text => text is not "")
        from isFull in Gen.Bool
        from headers in AnyEws.Texts.Array[2]
        from request in Gen.OneOf<NamesRequest>(
            new NamesRequest.Resolve(entry) { IsFull = isFull }, new NamesRequest.Expand(list), new NamesRequest.RoomLists(), new NamesRequest.Rooms(list))
        select request with { RequestServerVersion = headers[0].Trim(), TimeZoneId = headers[1].Trim() };

    // With an error there is nothing else.
    public static readonly Gen<NamesResponse> Responses =
        from outcome in AnyEws.Outcomes
        from resolutions in AnyEws.Some(Resolutions)
        from mailboxes in AnyEws.Some(Mailboxes)
        from isAll in Gen.Bool
        from fault in AnyEws.Faults
        from server in AnyEws.Servers
        let isFailed = outcome.Class is EwsResponseClass.Error
        let some = isFailed ? [] : mailboxes
        from response in Gen.OneOf<NamesResponse>(
            new NamesResponse.Resolved(outcome, isFailed ? [] : resolutions) { IsAll = isFailed || isAll },
            new NamesResponse.Expanded(outcome, some) { IsAll = isFailed || isAll },
            new NamesResponse.RoomLists(outcome, some),
            new NamesResponse.Rooms(outcome, some),
            new NamesResponse.Fault(fault))
        select response with { Server = server };
}
