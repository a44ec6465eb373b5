using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Signpost.Autodiscover;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Server.Configuration;
using Signpost.Sites;
using Signpost.Transport;

namespace Signpost.Cli;

/// <summary>The options that several commands share, and what they mean for a run.</summary>
internal sealed class Settings
{
    private static readonly StepKind[] Excludable =
        [StepKind.Scp, StepKind.HttpsRootDomain, StepKind.HttpsAutodiscoverDomain, StepKind.HttpRedirect, StepKind.SrvRecord, StepKind.LastKnownGood, StepKind.Office365];

    private readonly Option<string?> directory = new("--directory") { HelpName = "URL|FILE" };
    private readonly Option<string?> domain = new("--domain") { HelpName = "DOMAIN" };
    private readonly Option<bool> startTls = new("--starttls");
    private readonly Option<string?> bind = new("--bind") { HelpName = "HOW" };
    private readonly Option<string?> site = new("--site") { HelpName = "SITE" };
    private readonly Option<string?> clientAddress = new("--client-address") { HelpName = "IP" };
    private readonly Option<string?> plan = new("--plan") { HelpName = "PLAN" };
    private readonly Option<bool> nearest = new("--nearest");
    private readonly Option<bool> sipSrv = new("--sip-srv");
    private readonly Option<string[]> localXml = new("--local-xml") { HelpName = "[DOMAIN=]FILE" };
    private readonly Option<bool> preferLocalXml = new("--PreferLocalXML", "--prefer-local-xml");
    private readonly Option<string?> state = new("--state") { HelpName = "FILE" };
    private readonly Option<bool> noState = new("--no-state");
    private readonly Option<string?> race = new("--race") { HelpName = "RACE" };
    private readonly Option<string?> attemptTimeout = new("--attempt-timeout") { HelpName = "TIME" };
    private readonly Option<string[]> allowHost = new("--allow-host") { HelpName = "HOST" };
    private readonly Option<string?> redirects = new("--redirects") { HelpName = "POLICY" };
    private readonly Option<string?> user = new("--user") { HelpName = "NAME" };
    private readonly Option<string?> passwordFile = new("--password-file") { HelpName = "FILE" };
    private readonly Option<string?> auth = new("--auth") { HelpName = "METHODS" };
    private readonly Option<string?> dialect = new("--dialect") { HelpName = "DIALECTS" };
    private readonly Option<string?> legacyDn = new("--legacy-dn") { HelpName = "DN" };
    private readonly Option<bool> mapiHttp = new("--mapi-http");
    private readonly Option<bool> exHttp = new("--exhttp");
    private readonly Option<bool> phone = new("--phone");
    private readonly Option<string?> tokenFile = new("--token-file") { HelpName = "FILE" };
    private readonly Option<string?> ca = new("--ca") { HelpName = "FILE" };
    private readonly Option<string?> revocation = new("--revocation") { HelpName = "HOW" };
    private readonly Option<string?> timeout = new("--timeout") { HelpName = "TIME" };
    private readonly Option<bool> json = new("--json");
    private readonly Option<bool> verbose = new("--verbose");
    private readonly Option<bool> demo = new("--demo");
    private readonly Dictionary<StepKind, Option<bool>> excluded = Excludable.ToDictionary(
        step => step, step => new Option<bool>($"--{step.Policy}", $"--{Kebab(step.Policy!)}"));

    public Settings()
    {
        bind.CompletionSources.Add("auto", "kerberos", "ntlm", "simple", "anonymous");
        auth.CompletionSources.Add("negotiate", "ntlm", "basic", "bearer");
        plan.CompletionSources.Add("outlook2007", "outlook2016", "modern");
        dialect.CompletionSources.Add("auto", "pox", "soap", "json");
        race.CompletionSources.Add("one-at-a-time", "hedged");
        redirects.CompletionSources.Add("ask", "same-domain", "allow-list", "refuse");
        revocation.CompletionSources.Add("off", "soft", "hard");
    }

    /// <summary>Options that every command takes.</summary>
    public IEnumerable<Option> Common => [directory, domain, startTls, bind, site, clientAddress, user, passwordFile, ca, revocation, timeout, json, verbose, demo];

    /// <summary>Options of the commands that rank.</summary>
    public IEnumerable<Option> Ranking => [plan, nearest];

    /// <summary>Options of the commands that walk through a plan's steps.</summary>
    public IEnumerable<Option> Steps => [sipSrv, localXml, preferLocalXml, state, noState, .. excluded.Values];

    /// <summary>Options of the command that contacts CASs.</summary>
    public IEnumerable<Option> Attempts => [race, attemptTimeout, redirects, allowHost, auth, tokenFile];

    /// <summary>Where it is remembered which endpoint answered.</summary>
    public IEnumerable<Option> Memory => [state, noState];

    /// <summary>Options of the commands that ask for settings: what is asked, in which dialects.</summary>
    public IEnumerable<Option> Questions => [dialect, legacyDn, mapiHttp, exHttp, phone];

    /// <summary>Options of the command that asks CASs without credentials, and no directory.</summary>
    public IEnumerable<Option> Anonymous => [attemptTimeout, redirects, allowHost, ca, revocation, timeout, json, verbose, demo];

    /// <summary>Options of the commands that keep SCPs.</summary>
    public IEnumerable<Option> Registration => [directory, domain, startTls, bind, site, clientAddress, user, passwordFile, ca, revocation, attemptTimeout, timeout, json, verbose];

    /// <summary>Whether a password or a token is read from standard input.</summary>
    public bool ReadsStandardInput(ParseResult given) => given.GetValue(passwordFile) is "-" || given.GetValue(tokenFile) is "-";

    /// <summary>The user's name, where it is an address.</summary>
    public MailboxAddress? AddressOfUser(ParseResult given) => MailboxAddress.TryParse(given.GetValue(user), out var address) ? address : null;

    public bool WantsJson(ParseResult given) => given.GetValue(json);

    public bool IsVerbose(ParseResult given) => given.GetValue(verbose);

    public bool IsDemo(ParseResult given) => given.GetValue(demo);

    /// <summary>The run that these options describe.</summary>
    /// <exception cref="UsageException">They describe none.</exception>
    public DiscoveryOptions Read(ParseResult given, Screen screen)
    {
        var user = User(given, screen);
        return new DiscoveryOptions
        {
            Forest = Forest(given),
            DirectoryLogon = DirectoryLogonOf(given, user),
            Site = given.GetValue(site) is { } name ? new SiteName(name) : null,
            ClientAddress = Address(given.GetValue(clientAddress)),
            Plan = Plan(given),
            Race = Race(given),
            Excluded = [.. excluded.Where(step => given.GetValue(step.Value)).SelectMany(step => SamePolicy(step.Key))],
            LocalXml = LocalXmlOf(given),
            LastKnownGood = LastKnownGoodOf(given),
            Question = Question(given),
            Logon = Logon(given, user),
            Redirects = Redirects(given) with { Ask = screen.CanAsk ? screen.AskHostAsync : null },
            Trust = Trust(given.GetValue(ca)).WithRevocation(Revocation(given.GetValue(revocation))),
            Timeout = given.GetValue(timeout) is { } time ? Duration("--timeout", time) : TimeSpan.FromMinutes(2),
            KeepsWire = IsVerbose(given),
        };
    }

    private ForestChoice Forest(ParseResult given)
    {
        var security = given.GetValue(startTls) ? LdapSecurity.StartTls : LdapSecurity.None;
        var domainName = given.GetValue(domain) is { } text
            ? MailboxAddress.TryDomain(text, out var name) ? name : throw new UsageException($"--domain: '{text}' is not a domain name")
            : null;
        return given.GetValue(directory) switch
        {
            null => new ForestChoice.Domain(domainName, security),
            var url when url.Contains("://", StringComparison.Ordinal) => Server(url, security, domainName),
            var path => new ForestChoice.File(path),
        };
    }

    private static ForestChoice.Server Server(string text, LdapSecurity security, string? domainName)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw new UsageException("--directory: no user name or password in the URL: give --user and --password-file");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host is "" || url.Scheme is not ("ldap" or "ldaps"))
        {
            throw new UsageException($"--directory: '{text}' is neither ldap://HOST, ldaps://HOST nor a file");
        }

        if (url.Scheme is "ldaps" && security is LdapSecurity.StartTls)
        {
            throw new UsageException("--starttls is for ldap:// only: ldaps:// is TLS from the start");
        }

        int? port = url.IsDefaultPort || url.Port < 0 ? null : url.Port;
        return new ForestChoice.Server(url.IdnHost, port, url.Scheme is "ldaps" ? LdapSecurity.Tls : security, domainName);
    }

    private MailboxLogon.Password? User(ParseResult given, Screen screen)
    {
        if (given.GetValue(passwordFile) is "-" && given.GetValue(tokenFile) is "-")
        {
            throw new UsageException("--password-file and --token-file can't both be standard input");
        }

        var (name, file) = (given.GetValue(user), given.GetValue(passwordFile));
        return (name, file) switch
        {
            (null, null) => null,
            (null, _) => throw new UsageException("--password-file needs --user NAME"),
            ("", _) => throw new UsageException("--user: the name is empty"),
            (_, { } path) => new MailboxLogon.Password(name, PasswordFile.Read(path, "--password-file")),
            _ when screen.CanAsk => new MailboxLogon.Password(name, screen.AskPassword(name)),
            _ => throw new UsageException($"no password for {name}: give --password-file FILE (there is no terminal to ask on)"),
        };
    }

    /// <summary>Who logs on at the CAS: a token's user, the user, or without either whoever has a Kerberos ticket.</summary>
    private MailboxLogon? Logon(ParseResult given, MailboxLogon.Password? user)
    {
        var methods = given.GetValue(auth) is { } text ? Methods(text) : null;
        if (given.GetValue(tokenFile) is { } path)
        {
            return methods?.Contains(LogonMethod.Bearer) is false
                ? throw new UsageException("--token-file is for --auth bearer")
                : new MailboxLogon.Bearer(PasswordFile.Read(path, "--token-file"));
        }

        return (methods, user) switch
        {
            (null, null) => IsDemo(given) ? null : new MailboxLogon.CurrentUser(IfAny: true),
            (null, _) => user,
            _ when methods.SetEquals([LogonMethod.Bearer]) => throw new UsageException("--auth bearer needs --token-file FILE"),
            (_, { } who) => who with { Methods = methods },
            _ when methods.Contains(LogonMethod.Negotiate) => new MailboxLogon.CurrentUser { Methods = methods },
            _ => throw new UsageException("--auth ntlm and --auth basic need --user NAME"),
        };
    }

    private static ImmutableHashSet<LogonMethod> Methods(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries).Select(word => word switch
        {
            "negotiate" => LogonMethod.Negotiate,
            "ntlm" => LogonMethod.Ntlm,
            "basic" => LogonMethod.Basic,
            "bearer" => LogonMethod.Bearer,
            _ => throw new UsageException($"--auth: '{word}' is none of negotiate, ntlm, basic, bearer"),
        }),
    ];

    private DirectoryLogon DirectoryLogonOf(ParseResult given, MailboxLogon.Password? logon) => (given.GetValue(bind), logon) switch
    {
        ("anonymous", _) => new DirectoryLogon.Anonymous(),
        (null or "auto" or "kerberos", null) => new DirectoryLogon.CurrentUser(),
        ("ntlm" or "simple", null) => throw new UsageException("--bind ntlm and --bind simple need --user NAME"),
        (null or "auto", { } who) => new DirectoryLogon.Password(who.User, who.Secret, LogonMechanism.Auto),
        ("kerberos", { } who) => new DirectoryLogon.Password(who.User, who.Secret, LogonMechanism.Kerberos),
        ("ntlm", { } who) => new DirectoryLogon.Password(who.User, who.Secret, LogonMechanism.Ntlm),
        ("simple", { } who) => new DirectoryLogon.Password(who.User, who.Secret, LogonMechanism.Simple),
        var (how, _) => throw new UsageException($"--bind: '{how}' is none of auto, kerberos, ntlm, simple, anonymous"),
    };

    private AutodiscoverQuestion Question(ParseResult given)
    {
        var dialects = Dialects(given.GetValue(dialect));
        var (dn, isForPhone) = (given.GetValue(legacyDn) ?? "", given.GetValue(phone));
        if ((dn is not "" || isForPhone) && given.GetValue(dialect) is not null && !dialects.SequenceEqual([AutodiscoverDialect.Pox]))
        {
            throw new UsageException("--legacy-dn and --phone are questions of POX: leave out --dialect, or give --dialect pox");
        }

        return AutodiscoverQuestion.Default with
        {
            Dialects = dn is not "" || isForPhone ? [AutodiscoverDialect.Pox] : dialects,
            LegacyDn = dn,
            ForPhone = isForPhone,
            MapiHttp = given.GetValue(mapiHttp),
            ExHttp = given.GetValue(exHttp),
        };
    }

    private static ImmutableArray<AutodiscoverDialect> Dialects(string? text) => text is null or "auto" ? AutodiscoverQuestion.Default.Dialects
        : [.. text.Split(',').Select(word => word switch
        {
            "pox" => AutodiscoverDialect.Pox,
            "soap" => AutodiscoverDialect.Soap,
            "json" => AutodiscoverDialect.Json,
            _ => throw new UsageException($"--dialect: '{word}' is none of pox, soap, json, auto"),
        })];

    private DiscoveryPlan Plan(ParseResult given)
    {
        var chosen = given.GetValue(plan) switch
        {
            null or "modern" => DiscoveryPlan.Modern,
            "outlook2007" or "outlook2016" when given.GetValue(nearest) => throw new UsageException("--nearest is for --plan modern: Outlook knows no nearness"),
            "outlook2007" => DiscoveryPlan.Outlook2007,
            "outlook2016" => DiscoveryPlan.Outlook2016,
            var other => throw new UsageException($"--plan: '{other}' is none of modern, outlook2007, outlook2016"),
        };
        chosen = chosen with { PrefersNearest = given.GetValue(nearest) };
        return given.GetValue(sipSrv) ? chosen.WithSipRecords() : chosen;
    }

    // One policy may stand for several steps.
    private static IEnumerable<StepKind> SamePolicy(StepKind step) => Enum.GetValues<StepKind>().Where(other => other.Policy == step.Policy);

    // What a made-up world answered is remembered only where somebody says where.
    private LastKnownGoodFile? LastKnownGoodOf(ParseResult given) => (given.GetValue(state), given.GetValue(noState)) switch
    {
        ({ }, true) => throw new UsageException("--state FILE and --no-state exclude each other"),
        ("", _) => throw new UsageException("--state: the name of the file is empty"),
        ({ } path, _) => new LastKnownGoodFile(path),
        (null, var none) => !none && !IsDemo(given) && LastKnownGoodFile.DefaultPath is { } path ? new LastKnownGoodFile(path) : null,
    };

    private LocalXml? LocalXmlOf(ParseResult given)
    {
        ImmutableArray<LocalXmlFile> files = [.. (given.GetValue(localXml) ?? []).Select(LocalXmlFileOf)];
        return (files, given.GetValue(preferLocalXml)) switch
        {
            ([], true) => throw new UsageException("--PreferLocalXML needs --local-xml FILE"),
            ([], false) => null,
            (_, var first) => new LocalXml { Files = files, IsPreferred = first },
        };
    }

    // A file that has such a name itself is given as ./NAME.
    private static LocalXmlFile LocalXmlFileOf(string text) => text.Split('=', 2) switch
    {
        [var name, { Length: > 0 } path] when MailboxAddress.TryDomain(name, out var domain) => new LocalXmlFile(path, domain),
        _ when text is "" || text.EndsWith('=') => throw new UsageException("--local-xml: the name of the file is empty"),
        _ => new LocalXmlFile(text),
    };

    private RacePolicy Race(ParseResult given)
    {
        var chosen = given.GetValue(race) switch
        {
            null or "hedged" => RacePolicy.Hedged,
            "one-at-a-time" => RacePolicy.OneAtATime,
            var other => throw new UsageException($"--race: '{other}' is neither one-at-a-time nor hedged"),
        };
        return given.GetValue(attemptTimeout) is { } text ? chosen with { AttemptTimeout = Duration("--attempt-timeout", text) } : chosen;
    }

    private RedirectPolicy Redirects(ParseResult given)
    {
        string[] allowed = given.GetValue(allowHost) ?? [];
        var chosen = (given.GetValue(redirects), allowed) switch
        {
            (null or "ask", _) => RedirectPolicy.Default,
            ("same-domain", _) => RedirectPolicy.SameDomain,
            ("allow-list", []) => throw new UsageException("--redirects allow-list needs --allow-host HOST"),
            ("allow-list", _) => RedirectPolicy.AllowList,
            ("refuse", []) => RedirectPolicy.Strict,
            ("refuse", _) => throw new UsageException("--allow-host allows what --redirects refuse refuses: leave one out"),
            var (other, _) => throw new UsageException($"--redirects: '{other}' is none of ask, same-domain, allow-list, refuse"),
        };
        try
        {
            return chosen with { TrustedHosts = [.. allowed] };
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"--allow-host: {wrong.Message}");
        }
    }

    private static RevocationCheck Revocation(string? how) => how switch
    {
        null or "off" => RevocationCheck.Off,
        "soft" => RevocationCheck.Soft,
        "hard" => RevocationCheck.Hard,
        _ => throw new UsageException($"--revocation: '{how}' is none of off, soft, hard"),
    };

    private static IPAddress? Address(string? text) => text is null ? null
        : IPAddress.TryParse(text, out var address) && IsWholeAddress(text) ? address : throw new UsageException($"--client-address: '{text}' is not an IP address");

    // 10.77.1 would be read as 10.77.0.1, and 10 as 0.0.0.10.
    private static bool IsWholeAddress(string text) => text.Contains(':', StringComparison.Ordinal) || text.Count(c => c is '.') == 3;

    private static TlsTrust Trust(string? file)
    {
        try
        {
            return file is null ? TlsTrust.Platform : TlsTrust.FromPemFile(file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"--ca: {file}: {FileWords.Of(failed)}");
        }
    }

    // 30, 30s, 500ms or 2m.
    private static TimeSpan Duration(string option, string text)
    {
        var (number, unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1.0),
            _ when text.EndsWith('m') => (text[..^1], 60.0),
            _ => (text, 1.0),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * unit is > 0 and <= 86400
            ? TimeSpan.FromSeconds(value * unit)
            : throw new UsageException($"{option}: '{text}' is not a time, such as 30s, 500ms or 2m");
    }

    // ExcludeLastKnownGoodURL is exclude-last-known-good-url: capitals in a row are one word.
    private static string Kebab(string name) => string.Concat(name.Select((c, n) =>
        char.IsUpper(c) && n > 0 && !char.IsUpper(name[n - 1]) ? $"-{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
