using Microsoft.AspNetCore.Http;
using Signpost.Server.Logon;

namespace Signpost.Server.Operation;

/// <summary>A scheme whose verdicts are counted.</summary>
/// <param name="scheme">The scheme.</param>
/// <param name="meter">Counts.</param>
internal sealed class MeasuredScheme(ILogonScheme scheme, ServerMeter meter) : ILogonScheme
{
    public string Name => scheme.Name;

    public string Challenge => scheme.Challenge;

    public ValueTask<LogonVerdict> JudgeAsync(HttpContext exchange, string credentials, CancellationToken cancellationToken)
    {
        var judging = scheme.JudgeAsync(exchange, credentials, cancellationToken);
        return judging.IsCompletedSuccessfully ? ValueTask.FromResult(Count(exchange, judging.Result)) : CountLaterAsync(exchange, judging);
    }

    private async ValueTask<LogonVerdict> CountLaterAsync(HttpContext exchange, ValueTask<LogonVerdict> judging) => Count(exchange, await judging);

    private LogonVerdict Count(HttpContext exchange, LogonVerdict verdict)
    {
        meter.Judged(scheme.Name, verdict);
        if (verdict is LogonVerdict.GoOn)
        {
            RequestNote.Make(exchange, RequestResult.Challenged);   // credentials, but not the last of them
        }

        return verdict;
    }
}
