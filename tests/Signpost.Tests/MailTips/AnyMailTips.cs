using System.Collections.Immutable;
using CsCheck;
using Signpost.Ews;
using Signpost.MailTips;
using Signpost.Oof;
using Signpost.Tests.Ews;

namespace Signpost.Tests.MailTips;

/// <summary>Random questions for tips, and answers.</summary>
internal static class AnyMailTips
{
    private static readonly Gen<MailTipKinds> Kinds = Gen.Int[0, (int)MailTipKinds.All].Select(bits => (MailTipKinds)bits);

    private static readonly Gen<bool?> Flags = Gen.Int[0, 2].Select(n => n is 0 ? null : (bool?)(n is 1));

    private static readonly Gen<int?> Numbers = Gen.OneOf(Gen.Const((int?)null), Gen.Int.Select(number => (int?)number));

    private static readonly Gen<OutOfOfficeTip?> Away =
        from isAway in Gen.Bool
        from message in AnyEws.Texts
        from language in Gen.OneOf("", "en-US", "de")
        from isScheduled in Gen.Bool
        from duration in AnyEws.Durations
        select isAway ? new OutOfOfficeTip(new OofReply(message, language), isScheduled ? duration : null) : null;

    private static readonly Gen<RecipientTips> Tips =
        from recipient in AnyEws.Addresses
        from pending in Kinds
        from away in Away
        from custom in AnyEws.Texts
        from flags in Flags.Array[4]
        from numbers in Numbers.Array[3]
        select new RecipientTips(recipient)
        {
            Pending = pending,
            OutOfOffice = away,
            IsMailboxFull = flags[0],
            Custom = custom,
            TotalMembers = numbers[0],
            ExternalMembers = numbers[1],
            MaxMessageSize = numbers[2],
            IsDeliveryRestricted = flags[1],
            IsModerated = flags[2],
            IsInvalid = flags[3],
        };

    private static readonly Gen<RecipientAnswer> Answers =
        Gen.Select(AnyEws.Outcomes, Tips, Gen.Bool, (outcome, tips, isThere) => new RecipientAnswer(outcome, isThere ? tips : null));

    private static readonly Gen<MailTipsConfiguration> Configurations =
        from numbers in Gen.Int.Array[4]
        from flags in Gen.Bool.Array[4]
        from domains in AnyEws.Some(AnyEws.Texts.Select(name => new InternalDomain(name, name.Length % 2 is 0)))
        select new MailTipsConfiguration
        {
            IsEnabled = flags[0],
            MostRecipients = numbers[0],
            MaxMessageSize = numbers[1],
            LargeAudienceThreshold = numbers[2],
            ShowsExternalRecipients = flags[1],
            InternalDomains = domains,
            HasPolicyTips = flags[2],
            LargeAudienceCap = numbers[3],
        };

    private static readonly Gen<ImmutableArray<string>> Names = Gen.OneOf("MailTips", "UnifiedMessagingConfiguration", "ProtectionRules", "PolicyNudges").Array[1, 4]
        .Select(names => names.ToImmutableArray());

    public static readonly Gen<MailTipsRequest> Requests =
        from sender in AnyEws.Addresses
        from recipients in AnyEws.Some(AnyEws.Addresses)
        from kinds in Kinds
        from names in Names
        from isActing in Gen.Bool
        from headers in AnyEws.Texts.Array[2]
        from request in Gen.OneOf<MailTipsRequest>(
            new MailTipsRequest.Tips(sender, recipients, kinds), new MailTipsRequest.Configuration(names) { ActingAs = isActing ? sender : null })
        select request with { RequestServerVersion = headers[0].Trim(), TimeZoneId = headers[1].Trim() };

    public static readonly Gen<MailTipsResponse> Responses =
        from outcome in AnyEws.Outcomes
        from recipients in AnyEws.Some(Answers)
        from configuration in Configurations
        from isThere in Gen.Bool
        from fault in AnyEws.Faults
        from server in AnyEws.Servers
        from response in Gen.OneOf<MailTipsResponse>(
            new MailTipsResponse.Tips(outcome, recipients), new MailTipsResponse.Configuration(outcome, isThere ? configuration : null), new MailTipsResponse.Fault(fault))
        select response with { Server = server };
}
