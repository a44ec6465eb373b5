using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Tests.Fakes;

/// <summary>The terms of conversations outside an engine.</summary>
internal static class Terms
{
    public static ConversationTerms Of(DiscoveryOptions options, MailboxAddress address, HostConsent consent, LogonGuard? guard = null) =>
        new(address, options.Question, options.Redirects, consent, guard ?? new LogonGuard(), new CasLogon(FakeTokens.None));
}
