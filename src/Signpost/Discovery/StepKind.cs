
namespace Signpost.Discovery;

/// <summary>A way of finding candidates. The words are those of the report; the policies are Outlook's own (registry values of the AutoDiscover key).</summary>
public enum StepKind
{
    /// <summary>Service connection points in Active Directory.</summary>
    Scp,

    /// <summary><c>https://domain/autodiscover/autodiscover.xml</c>.</summary>
    HttpsRootDomain,

    /// <summary><c>https://autodiscover.domain/autodiscover/autodiscover.xml</c>.</summary>
    HttpsAutodiscoverDomain,

    /// <summary>A plain GET of <c>http://autodiscover.domain/…</c> that is redirected to https.</summary>
    HttpRedirect,

    /// <summary>The SRV records <c>_autodiscover._tcp.domain</c>.</summary>
    SrvRecord,

    /// <summary>The targets of the SIP records <c>_sip._tls</c> and <c>_sipinternaltls._tcp</c>: the last resort of some clients, off by default.</summary>
    SipSrvRecord,
}

/// <summary>The words for a step.</summary>
public static class StepKindWords
{
    extension(StepKind step)
    {
        /// <summary>The step in the report and in JSON.</summary>
        public string Word => step switch
        {
            StepKind.Scp => "scp",
            StepKind.HttpsRootDomain => "https-root-domain",
            StepKind.HttpsAutodiscoverDomain => "https-autodiscover-domain",
            StepKind.HttpRedirect => "http-redirect",
            StepKind.SrvRecord => "srv",
            StepKind.SipSrvRecord => "sip-srv",
            _ => throw new UnreachableException(),
        };

        /// <summary>The step in the tree.</summary>
        public string Title => step switch
        {
            StepKind.Scp => "SCP",
            StepKind.HttpsRootDomain => "https domain",
            StepKind.HttpsAutodiscoverDomain => "https autodiscover",
            StepKind.HttpRedirect => "http redirect",
            StepKind.SrvRecord => "SRV",
            StepKind.SipSrvRecord => "SIP SRV",
            _ => throw new UnreachableException(),
        };

        /// <summary>The Outlook policy that leaves the step out; null for the one Outlook has no policy for.</summary>
        public string? Policy => step switch
        {
            StepKind.Scp => "ExcludeScpLookup",
            StepKind.HttpsRootDomain => "ExcludeHttpsRootDomain",
            StepKind.HttpsAutodiscoverDomain => "ExcludeHttpsAutoDiscoverDomain",
            StepKind.HttpRedirect => "ExcludeHttpRedirect",
            StepKind.SrvRecord => "ExcludeSrvRecord",
            _ => null,
        };
    }
}
