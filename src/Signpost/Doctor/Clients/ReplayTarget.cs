using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>A URL that a step names to a client.</summary>
internal sealed record ReplayTarget(MailboxAddress Address, ClientStep Step, ClientPass Pass, Uri Url)
{
    public bool IsFromScp => Step.Kind is StepKind.Scp;

    /// <summary>Whether an SRV record names it: a foreign name, as a redirect from plain http is one.</summary>
    public bool IsFromSrv => Step.Kind is StepKind.SrvRecord;

    public bool IsPlain => Step.Kind is StepKind.HttpRedirect;
}
