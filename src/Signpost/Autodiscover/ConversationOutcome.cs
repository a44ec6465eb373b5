using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover.Soap;
using Signpost.Transport;

namespace Signpost.Autodiscover;

/// <summary>How a conversation with an Autodiscover endpoint ended; the same cases in every dialect.</summary>
public abstract record ConversationOutcome
{
    private ConversationOutcome()
    {
    }

    /// <summary>The settings of the mailbox.</summary>
    public sealed record Settings(MailboxSettings Mailbox) : ConversationOutcome;

    /// <summary>The whole answer to a question of SOAP; whoever asked one reads it.</summary>
    internal sealed record Document(SoapResponse Response) : ConversationOutcome;

    /// <summary>The answer of a service that is not Autodiscover, whatever its status; whoever asked reads it.</summary>
    internal sealed record Unread(CasResponse Response) : ConversationOutcome;

    /// <summary>Ask again for another address (MS-OXDSCLI section 2.2.4.1.1.2, RedirectAddr).</summary>
    public sealed record RedirectAddress(string Address) : ConversationOutcome;

    /// <summary>It wants a logon; these are the schemes it offers.</summary>
    public sealed record LogonRequired(ImmutableArray<string> Offers) : ConversationOutcome;

    /// <summary>It refused this user's password, or token. It is offered to nobody else.</summary>
    /// <param name="User">Whose.</param>
    /// <param name="Why">Who refused it, and why, where that is known; "" where the server just said no.</param>
    public sealed record LogonRefused(string User, string Why = "") : ConversationOutcome;

    /// <summary>It says that the account is locked (HTTP 456).</summary>
    public sealed record AccountLocked(string User) : ConversationOutcome;

    /// <summary>Credentials were not given to this host.</summary>
    /// <param name="Host">Which host.</param>
    /// <param name="Why">Why not.</param>
    public sealed record Withheld(string Host, string Why) : ConversationOutcome
    {
        /// <summary>Whether the user's consent would change it.</summary>
        public bool CanBeAllowed { get; init; }

        /// <summary>Whether they were withheld because only a redirect or an SRV record names the host.</summary>
        public bool IsHearsay { get; init; }
    }

    /// <summary>It answered with an error of the dialect (MS-OXDSCLI section 2.2.4.1.1.3, MS-OXWSADISC section 2.2.5.1).</summary>
    /// <param name="Code">A number of POX, such as <c>500</c>, or a word of SOAP or JSON, such as <c>InvalidUser</c>.</param>
    /// <param name="Message">The server's words.</param>
    public sealed record Error(string Code, string Message) : ConversationOutcome
    {
        /// <summary>Whether the server only says that it did not understand the question: it may understand another dialect.</summary>
        public bool IsNotUnderstood => Code is "600" or "601" or "InvalidRequest" or "ProtocolNotSupported" or "InvalidProtocol";

        /// <summary>Whether the server only says that it is not able to answer now.</summary>
        public bool IsPassing => Code is "603" or "ServerBusy" or "InternalServerError";
    }

    /// <summary>It answered with an HTTP status that says no.</summary>
    public sealed record Refused(int Status) : ConversationOutcome;

    /// <summary>Plain http may redirect and nothing else, but it did not (MS-OXDISCO section 3.1.5.4).</summary>
    public sealed record NoRedirect(int Status) : ConversationOutcome;

    /// <summary>It redirected to where we do not go.</summary>
    public sealed record BadRedirect(string Target, string Reason) : ConversationOutcome;

    /// <summary>Nobody there, or the connection broke.</summary>
    public sealed record Unreachable(AttemptStage Stage, string Reason) : ConversationOutcome;

    /// <summary>Its certificate is not good.</summary>
    public sealed record Untrusted(TlsVerdict Verdict) : ConversationOutcome;

    /// <summary>It answered, but not with what Autodiscover answers.</summary>
    public sealed record Malformed(string What, string Where) : ConversationOutcome;

    /// <summary>It did not answer in time.</summary>
    public sealed record TimedOut(TimeSpan After) : ConversationOutcome;

    /// <summary>A word for the case, in JSON.</summary>
    public string Word => this switch
    {
        Settings => "settings",
        Document or Unread => "document",
        RedirectAddress => "redirect-address",
        LogonRequired => "logon-required",
        LogonRefused => "logon-refused",
        AccountLocked => "account-locked",
        Withheld => "withheld",
        Error => "error",
        Refused => "refused",
        NoRedirect => "no-redirect",
        BadRedirect => "bad-redirect",
        Unreachable => "unreachable",
        Untrusted => "untrusted",
        Malformed => "malformed",
        TimedOut => "timed-out",
        _ => throw new UnreachableException(),
    };

    /// <summary>The outcome in one clause.</summary>
    public string Describe() => this switch
    {
        Settings => "settings received",
        Document or Unread => "answer received",
        RedirectAddress r => $"redirects to the address {r.Address}",
        LogonRequired { Offers: [] } => "wants a logon, but offers none",
        LogonRequired l => $"wants a logon ({string.Join(", ", l.Offers)})",
        LogonRefused { Why: "" } l => $"refused the credentials of {l.User}",
        LogonRefused l => $"wants a logon that was refused: {l.Why}",
        AccountLocked a => $"says that the account {a.User} is locked",
        Withheld w => $"the credentials were withheld: {w.Why}",
        Error e => $"Autodiscover error {e.Code}: {e.Message}",
        Refused r => string.Create(CultureInfo.InvariantCulture, $"refused: HTTP {r.Status}"),
        NoRedirect n => string.Create(CultureInfo.InvariantCulture, $"does not redirect: HTTP {n.Status}"),
        BadRedirect b => $"redirects to {b.Target}: {b.Reason}",
        Unreachable u => $"unreachable: {u.Reason}",
        Untrusted u => $"untrusted: {u.Verdict.Describe()}",
        Malformed { Where: "" } m => $"malformed answer: {m.What}",
        Malformed m => $"malformed answer: {m.What} ({m.Where})",
        TimedOut t => string.Create(CultureInfo.InvariantCulture, $"no answer in {t.After.TotalSeconds:0.###} s"),
        _ => throw new UnreachableException(),
    };
}
