using Signpost.Server.Autodiscover;

namespace Signpost.Server.Operation;

/// <summary>Answers, as they are counted.</summary>
internal static class AnswerAsResult
{
    extension(AutodiscoverAnswer answer)
    {
        public RequestResult AsResult() => answer switch
        {
            AutodiscoverAnswer.Settings => RequestResult.Ok,
            AutodiscoverAnswer.RedirectAddress or AutodiscoverAnswer.RedirectUrl => RequestResult.Redirect,
            AutodiscoverAnswer.Away => RequestResult.Away,
            _ => RequestResult.Unknown,
        };
    }
}
