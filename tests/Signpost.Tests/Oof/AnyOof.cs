using CsCheck;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Tests.Ews;

namespace Signpost.Tests.Oof;

/// <summary>Random messages of out-of-office.</summary>
internal static class AnyOof
{
    // Kept as it was given, with the white space around it.
    private static readonly Gen<string> Messages = Gen.OneOf(AnyEws.Texts, Gen.Const(" \r\n<html>\n <body>away</body></html>\r\n\t"), Gen.Const("   "));

    private static readonly Gen<OofReply> Replies = Gen.Select(Messages, Gen.OneOf("", "en-US", "de", "zh-Hans"), (message, language) => new OofReply(message, language));

    public static readonly Gen<OofSettings> Settings =
        from state in Gen.Enum<OofState>()
        from audience in Gen.Enum<ExternalAudience>()
        from duration in AnyEws.Durations
        from replies in Replies.Array[2]
        from some in Gen.Bool.Array[3]
        select new OofSettings
        {
            State = state,
            ExternalAudience = audience,
            Duration = some[0] ? duration : null,
            InternalReply = some[1] ? replies[0] : null,
            ExternalReply = some[2] ? replies[1] : null,
        };

    public static readonly Gen<OofRequest> Requests =
        from mailbox in AnyEws.Addresses
        from settings in Settings
        from headers in AnyEws.Texts.Array[2]
        from request in Gen.OneOf<OofRequest>(new OofRequest.Get(mailbox), new OofRequest.Set(mailbox, settings))
        select request with { RequestServerVersion = headers[0].Trim(), TimeZoneId = headers[1].Trim() };

    public static readonly Gen<OofResponse> Responses =
        from outcome in AnyEws.Outcomes
        from settings in Settings
        from allowed in Gen.Enum<ExternalAudience>()
        from some in Gen.Bool.Array[2]
        from fault in AnyEws.Faults
        from server in AnyEws.Servers
        from response in Gen.OneOf<OofResponse>(
            new OofResponse.Get(outcome, some[0] ? settings : null, some[1] ? allowed : null), new OofResponse.Set(outcome), new OofResponse.Fault(fault))
        select response with { Server = server };
}
