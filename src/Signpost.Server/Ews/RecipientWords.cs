using Signpost.Ews;
using Signpost.Names;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Ews;

/// <summary>Recipients of the address book as EWS names them, and the other way.</summary>
internal static class RecipientWords
{
    extension(Recipient recipient)
    {
        /// <summary>As EWS names it. A room is a mailbox to it.</summary>
        public NamedMailbox Named => new(
            new EwsAddress(recipient.Address.ToString()) { Name = recipient.Name, RoutingType = EwsAddress.SmtpRouting },
            recipient.Kind switch
            {
                RecipientKind.Contact => MailboxKind.Contact,
                RecipientKind.List or RecipientKind.RoomList => MailboxKind.PublicDL,
                _ => MailboxKind.Mailbox,
            });

        public bool IsList => recipient.Kind is RecipientKind.List or RecipientKind.RoomList;
    }

    extension(IAddressBook book)
    {
        /// <summary>Who is meant by a mailbox of a request: by its SMTP address or by its legacy DN. Nobody where it is neither.</summary>
        public async ValueTask<RecipientReading> FindAsync(EwsAddress mailbox, CancellationToken cancellationToken)
        {
            if (mailbox.RoutingType.Equals(EwsAddress.LegacyRouting, StringComparison.OrdinalIgnoreCase))
            {
                return await book.ResolveAsync(mailbox.Address, NamesResponse.MostResolutions, cancellationToken) switch
                {
                    RecipientReading.Found { Recipients: var all } => new RecipientReading.Found(
                        [.. all.Where(one => one.LegacyDn.Equals(mailbox.Address, StringComparison.OrdinalIgnoreCase))]),
                    var away => away,
                };
            }

            return MailboxAddress.TryParse(mailbox.Address, out var address) ? await book.FindAsync(address, cancellationToken) : new RecipientReading.Found([]);
        }
    }
}
