using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>One setting of a user with its value; the cases bear the names of the classes they go over the wire as (MS-OXWSADISC, UserSetting).</summary>
public abstract record UserSetting
{
    private UserSetting(string name) => Name = name;

    /// <summary>The name, as the server wrote it; those known are in <see cref="UserSettingNames"/>.</summary>
    public string Name { get; init; }

    /// <summary>The class it goes over the wire as.</summary>
    public UserSettingClass Class => this switch
    {
        StringSetting => UserSettingClass.StringSetting,
        WebClientUrlCollectionSetting => UserSettingClass.WebClientUrlCollectionSetting,
        ProtocolConnectionCollectionSetting => UserSettingClass.ProtocolConnectionCollectionSetting,
        AlternateMailboxCollectionSetting => UserSettingClass.AlternateMailboxCollectionSetting,
        DocumentSharingLocationCollectionSetting => UserSettingClass.DocumentSharingLocationCollectionSetting,
        _ => throw new UnreachableException(),
    };

    /// <summary>A text: also a URL, a number, a yes or no.</summary>
    public sealed record StringSetting : UserSetting
    {
        /// <summary>A setting of that name and text.</summary>
        public StringSetting(string name, string value)
            : base(name) => Value = value;

        /// <summary>The text.</summary>
        public string Value { get; init; }
    }

    /// <summary>Pages to log on at in a browser.</summary>
    public sealed record WebClientUrlCollectionSetting : UserSetting
    {
        /// <summary>A setting of that name and these values.</summary>
        public WebClientUrlCollectionSetting(string name, ImmutableArray<WebPage> pages)
            : base(name) => Pages = pages;

        /// <summary>The pages.</summary>
        public ImmutableArray<WebPage> Pages { get; init => field = value.IsDefault ? [] : value; }

        /// <inheritdoc/>
        public bool Equals(WebClientUrlCollectionSetting? other) => base.Equals(other) && Pages.SequenceEqual(other.Pages);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Pages.Length);
    }

    /// <summary>Where a mail service is.</summary>
    public sealed record ProtocolConnectionCollectionSetting : UserSetting
    {
        /// <summary>A setting of that name and these values.</summary>
        public ProtocolConnectionCollectionSetting(string name, ImmutableArray<ProtocolConnection> connections)
            : base(name) => Connections = connections;

        /// <summary>The places.</summary>
        public ImmutableArray<ProtocolConnection> Connections { get; init => field = value.IsDefault ? [] : value; }

        /// <inheritdoc/>
        public bool Equals(ProtocolConnectionCollectionSetting? other) => base.Equals(other) && Connections.SequenceEqual(other.Connections);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Connections.Length);
    }

    /// <summary>Mailboxes to open beside one's own.</summary>
    public sealed record AlternateMailboxCollectionSetting : UserSetting
    {
        /// <summary>A setting of that name and these values.</summary>
        public AlternateMailboxCollectionSetting(string name, ImmutableArray<AlternativeMailbox> mailboxes)
            : base(name) => Mailboxes = mailboxes;

        /// <summary>The mailboxes.</summary>
        public ImmutableArray<AlternativeMailbox> Mailboxes { get; init => field = value.IsDefault ? [] : value; }

        /// <inheritdoc/>
        public bool Equals(AlternateMailboxCollectionSetting? other) => base.Equals(other) && Mailboxes.SequenceEqual(other.Mailboxes);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Mailboxes.Length);
    }

    /// <summary>Places to share documents in.</summary>
    public sealed record DocumentSharingLocationCollectionSetting : UserSetting
    {
        /// <summary>A setting of that name and these values.</summary>
        public DocumentSharingLocationCollectionSetting(string name, ImmutableArray<DocumentSharingLocation> locations)
            : base(name) => Locations = locations;

        /// <summary>The places.</summary>
        public ImmutableArray<DocumentSharingLocation> Locations { get; init => field = value.IsDefault ? [] : value; }

        /// <inheritdoc/>
        public bool Equals(DocumentSharingLocationCollectionSetting? other) => base.Equals(other) && Locations.SequenceEqual(other.Locations);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Locations.Length);
    }
}
