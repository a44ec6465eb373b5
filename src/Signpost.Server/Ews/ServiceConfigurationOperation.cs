using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.MailTips;

namespace Signpost.Server.Ews;

/// <summary>GetServiceConfiguration (MS-OXWCONFIG): how clients are to ask for tips. Of other configurations it says nothing.</summary>
/// <param name="domains">The domains served, with <c>*.</c> those below which all are; none where nobody can say.</param>
internal sealed class ServiceConfigurationOperation(Func<CancellationToken, ValueTask<ImmutableArray<string>>> domains) : IEwsOperation
{
    // Exchange's defaults. Nothing is sent through this server, so the size is only what clients are to warn of.
    private const int MaxMessageSize = 10 * 1024 * 1024;
    private const int LargeAudienceThreshold = 25;

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["GetServiceConfiguration"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken) => MailTipsCodec.ReadRequest(question.Message) switch
    {
        EwsRequestReading<MailTipsRequest>.Ok { Value: MailTipsRequest.Configuration asked } => new EwsReply.Message(MailTipsCodec.WriteResponse(
            new MailTipsResponse.Configuration(
                EwsOutcome.Success, asked.Names.Contains(MailTipsRequest.Configuration.MailTipsName) ? await MailTipsAsync(cancellationToken) : null) { Server = question.Server })),
        EwsRequestReading<MailTipsRequest>.Refused refused => new EwsReply.Fault(refused.AsFault()),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<MailTipsConfiguration> MailTipsAsync(CancellationToken cancellationToken)
    {
        var names = await domains(cancellationToken);
        return new MailTipsConfiguration
        {
            IsEnabled = true,
            MostRecipients = MailTipsOperation.MostRecipients,
            MaxMessageSize = MaxMessageSize,
            LargeAudienceThreshold = LargeAudienceThreshold,
            ShowsExternalRecipients = names is not [],      // else everybody would seem to be outside
            InternalDomains = [.. names.Select(InternalDomain)],
            LargeAudienceCap = Audience.Most,
        };
    }

    private static InternalDomain InternalDomain(string name) =>
        name.StartsWith("*.", StringComparison.Ordinal) ? new InternalDomain(name[2..], WithSubdomains: true) : new InternalDomain(name);
}
