using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>The mailbox in a browser: the pages of the WEB block.</summary>
internal static class WebClient
{
    public static ImmutableArray<MappedSetting> Settings { get; } =
    [
        Of("InternalWebClientUrls", web => web.Internal, (web, side) => web with { Internal = side }),
        Of("ExternalWebClientUrls", web => web.External, (web, side) => web with { External = side }),
    ];

    private static MappedSetting Of(string name, Func<WebAccess, WebSide> get, Func<WebAccess, WebSide, WebAccess> set) => new(
        name,
        mailbox => get(mailbox.Web).Pages is [_, ..] pages ? new UserSetting.WebClientUrlCollectionSetting(name, pages) : null,
        (mailbox, setting) => setting is UserSetting.WebClientUrlCollectionSetting { Pages: [_, ..] pages }
            ? mailbox.With(ProtocolKind.Web, block => block with { Web = set(block.Web, get(block.Web) with { Pages = pages }) })
            : mailbox);
}
