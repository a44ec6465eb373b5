
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

    /// <summary>The endpoint that answered for the address before: <see cref="ILastKnownGood"/>.</summary>
    LastKnownGood,

    /// <summary>An Autodiscover answer in a file: <see cref="Discovery.LocalXml"/>.</summary>
    LocalXml,

    /// <summary>Microsoft's cloud as a priority: <c>https://outlook.office365.com/autodiscover/autodiscover.xml</c>.</summary>
    Office365,

    /// <summary>Microsoft's cloud as the last resort.</summary>
    Office365FailSafe,
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
            StepKind.LastKnownGood => "last-known-good",
            StepKind.LocalXml => "local-xml",
            StepKind.Office365 => "office365",
            StepKind.Office365FailSafe => "office365-fail-safe",
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
            StepKind.LastKnownGood => "last known good",
            StepKind.LocalXml => "local XML",
            StepKind.Office365 => "Office 365",
            StepKind.Office365FailSafe => "Office 365 fail-safe",
            _ => throw new UnreachableException(),
        };

        /// <summary>The Outlook policy that leaves the step out; null where Outlook has none.</summary>
        public string? Policy => step switch
        {
            StepKind.Scp => "ExcludeScpLookup",
            StepKind.HttpsRootDomain => "ExcludeHttpsRootDomain",
            StepKind.HttpsAutodiscoverDomain => "ExcludeHttpsAutoDiscoverDomain",
            StepKind.HttpRedirect => "ExcludeHttpRedirect",
            StepKind.SrvRecord => "ExcludeSrvRecord",
            StepKind.LastKnownGood => "ExcludeLastKnownGoodURL",
            StepKind.Office365 or StepKind.Office365FailSafe => "ExcludeExplicitO365Endpoint",
            _ => null,
        };

        /// <summary>Whether the address's own domain names the endpoint: then its errors are the last word.</summary>
        internal bool IsOfTheDomain => step is StepKind.HttpsRootDomain or StepKind.HttpsAutodiscoverDomain
            or StepKind.HttpRedirect or StepKind.SrvRecord or StepKind.SipSrvRecord;

        /// <summary>Whether nothing but the plan names the endpoint. It demands a logon of everybody, so that this says nothing of the mailbox.</summary>
        internal bool IsMicrosofts => step is StepKind.Office365 or StepKind.Office365FailSafe;
    }
}
