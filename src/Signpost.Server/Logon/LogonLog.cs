using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Signpost.Server.Conduct;

namespace Signpost.Server.Logon;

/// <summary>One stable line for each failed logon, for people and for fail2ban; and the account that is kept of them.</summary>
/// <remarks>The address stands before all that a client may choose, and what a client chose cannot end the line or its quotes.</remarks>
internal sealed partial class LogonLog(ILogger log, LoggedNames names, AddressLimits limits) : ILogonWitness
{
    private readonly LogBudget failures = new("failed logons", 1000);
    private readonly LogBudget unjudged = new("unjudged logons", 10);

    public IEnumerable<LogBudget> Budgets => [failures, unjudged];

    public void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict)
    {
        var origin = exchange.Features.Get<ClientOrigin>();
        if (origin is not null && origin.Kind is not OriginKind.Proxy)
        {
            limits.Failed(origin.Address, verdict.User);
        }

        if (failures.Allows())
        {
            Refused(log, origin?.InLog ?? "unknown", scheme, names.OfUser(verdict.User), verdict.Reason, exchange.TraceIdentifier);
        }
    }

    public void Away(HttpContext exchange, string scheme, string why)
    {
        if (unjudged.Allows())
        {
            Away(log, exchange.Features.Get<ClientOrigin>()?.InLog ?? "unknown", scheme, LogText.Of(why), exchange.TraceIdentifier);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "logon failed from {Address} by {Scheme} as {User}: {Reason} request-id={RequestId}", EventName = "LogonFailed")]
    private static partial void Refused(ILogger log, string address, string scheme, string user, string reason, string requestId);

    [LoggerMessage(11, LogLevel.Error, "logon from {Address} by {Scheme} could not be judged: {Why} request-id={RequestId}", EventName = "LogonUnjudged")]
    private static partial void Away(ILogger log, string address, string scheme, string why, string requestId);
}
