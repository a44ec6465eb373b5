using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Signpost.Server.Conduct;

namespace Signpost.Server.Logon;

/// <summary>One stable line for each failed logon, for people and for fail2ban.</summary>
internal sealed partial class LogonLog(ILogger log) : ILogonWitness
{
    public void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict) => Refused(log, AddressOf(exchange), scheme, verdict.Reason);

    public void Away(HttpContext exchange, string scheme, string why) => Away(log, AddressOf(exchange), scheme, why);

    private static string AddressOf(HttpContext exchange) => exchange.Features.Get<ClientOrigin>()?.Address.ToString() ?? "unknown";

    [LoggerMessage(10, LogLevel.Warning, "logon failed from {Address} by {Scheme}: {Reason}", EventName = "LogonFailed")]
    private static partial void Refused(ILogger log, string address, string scheme, string reason);

    [LoggerMessage(11, LogLevel.Error, "logon from {Address} by {Scheme} could not be judged: {Why}", EventName = "LogonUnjudged")]
    private static partial void Away(ILogger log, string address, string scheme, string why);
}
