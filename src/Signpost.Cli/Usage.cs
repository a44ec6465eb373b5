namespace Signpost.Cli;

/// <summary>The usage of each command: written by hand, one screen each.</summary>
internal static class Usage
{
    private const string Directory = """
        Directory (where the SCPs are asked for)
          --directory URL|FILE   ldap://DC, ldaps://DC, or an LDIF export of the forest
          --domain DOMAIN        find a DC of this domain through DNS
                                 (else: this machine's domain, else that of the address)
          --starttls             TLS on an ldap:// connection
          --bind HOW             auto (default), kerberos, ntlm, simple, anonymous
          --site SITE            the client's AD site, instead of asking for it
          --client-address IP    where would a client with this address end?
        """;

    private const string Logon = """
        Logon and trust
          --user NAME            for the directory and the CAS; without it, the Kerberos ticket
          --password-file FILE   its first line is the password; - is standard input
          --ca FILE              PEM file of a certificate authority to trust as well
          --revocation HOW       ask whether certificates were revoked: off (default), soft,
                                 or hard (no answer is as bad as a yes)
        """;

    private const string Output = """
        Output
          --json                 the report itself
          --verbose              what went over the wire, secrets masked (standard error)
          --timeout TIME         for the whole run: 30s, 500ms, 2m (default 2m)
          --demo                 a made-up forest inside this process, on loopback
        """;

    private const string Ranking = """
        Order
          --plan PLAN            modern (default), outlook2007 or outlook2016 (approximate)
          --nearest              out-of-site SCPs by site-link cost, then age
        """;

    private const string Steps = """
          --sip-srv              ask the SIP SRV records too, as the last step
          --local-xml [DOMAIN=]FILE   an Autodiscover answer in a file; may be repeated
          --state FILE           which endpoint answered is remembered here, and asked first
                                 (default: this user's state folder); --no-state: nowhere
        Steps to prefer or leave out, by Outlook's own policy names
          --PreferLocalXML  --ExcludeScpLookup  --ExcludeHttpsRootDomain
          --ExcludeHttpsAutoDiscoverDomain  --ExcludeHttpRedirect  --ExcludeSrvRecord
          --ExcludeExplicitO365Endpoint  --ExcludeLastKnownGoodURL
        """;

    private const string Attempts = """
        Attempts
          --race RACE            hedged (default) or one-at-a-time
          --attempt-timeout TIME for one endpoint (default 10s)
          --redirects POLICY     hosts that only a redirect, an SRV record or the plan named:
                                 ask (default), same-domain, allow-list or refuse
          --allow-host HOST      may get the password all the same; *.DOMAIN is all below it
          --auth METHODS         of negotiate,ntlm,basic,bearer: how to log on at the CAS
                                 (default: the strongest it offers)
          --token-file FILE      for bearer: its first line is the token; - is standard input
        """;

    private const string Questions = """
        Question
          --dialect DIALECTS     pox, soap, json, or several in order: pox,soap (default auto:
                                 the next one where the host does not speak the one before)
          --legacy-dn DN         ask by this legacy DN instead of the address
          --mapi-http, --exhttp  say that MAPI over HTTP, or EXHTTP, is understood
          --phone                ask as a phone does (ActiveSync)
        """;

    private const string ScpDirectory = """
        Directory
          --directory URL        ldap://DC, ldaps://DC{0}
          --domain DOMAIN        find a DC of this domain through DNS (else: this machine's domain)
          --starttls             TLS on an ldap:// connection
          --bind HOW             auto (default), kerberos, ntlm, simple, anonymous
          --user NAME            without it, the Kerberos ticket
          --password-file FILE   its first line is the password; - is standard input
          --ca FILE              PEM file of a certificate authority to trust as well
          --revocation HOW       off (default), soft or hard
        """;

    private const string ScpWhich = """
          --name NAME            the CAS as a computer, at most 15 characters (default: this host)
          --dns-name FQDN        its full DNS name (default: this host's, or NAME in the domain)
        """;

    private const string ScpWhat = """
          --internal-uri URL     what is announced, also --AutoDiscoverServiceInternalUri
                                 (default https://FQDN/Autodiscover/Autodiscover.xml)
          --site-scope A,B       the sites it is for, also --AutoDiscoverSiteScope; none: siteless
                                 (default: the site of this host, by LDAP ping)
          --organization NAME    the Exchange organization (default: the only one there is)
        """;

    private const string ScpPointer = """
        A pointer to another forest instead
          --pointer LDAP://HOST  that forest's directory
          --for-domain A,B       the mail domains it is for (default: whom nothing else serves)
        """;

    private const string ScpSite = """
          --site SITE            this host's site, instead of asking for it
          --client-address IP    this host's address, for its site
        """;

    private const string ScpAttempt = """
          --attempt-timeout TIME for the Autodiscover URL (default 10s)
        """;

    private const string ScpOutput = """
          --timeout TIME         for the whole run (default 2m)
          --json, --verbose      the result itself; what went over the wire, secrets masked
        """;

    public static string Of(string command) => command switch
    {
        "find" => $"""
            signpost find ADDRESS [options]
            Finds the Client Access Server of a mailbox the way Outlook does, and says what it tried.

            {Directory}
            {Logon}
            {Ranking}
            {Steps}
            {Attempts}
            {Questions}
            {Output}
            Exit: 0 found, 1 not found, 2 wrong usage, 3 found with errors
            """,
        "plan" => $"""
            signpost plan ADDRESS [options]
            Lists what find would try, in which order, without contacting any CAS.

            {Directory}
            {Logon}
            {Ranking}
            {Steps}
            {Output}
            Exit: 0 there is something to try, 1 there is nothing, 2 wrong usage
            """,
        "doctor" => $"""
            signpost doctor ADDRESS [options]
            signpost doctor --compare A.json B.json
            Looks at everything that could lead a client to its CAS, and says what is wrong and what to do.

              --client NAME          also: where would this client end, and why? outlook2007,
                                     outlook2016, ews-managed-api, exchangelib, evolution, all
              --compare A B          what differs between two reports of --json: inside and outside
            What find remembers (--state) is neither asked nor changed.

            {Directory}
            {Logon}
            {Ranking}
            {Steps}
            {Attempts}
            {Questions}
            {Output}
            Findings: docs/findings.md
            Exit: 0 found, 1 not found, 2 wrong usage, 3 found with errors; of --compare: 0 the same, 1 not
            """,
        "scp" or "list" => $"""
            signpost scp list [ADDRESS] [options]
            Lists the Autodiscover service connection points of the forest, ranked for this client.

              signpost scp plan      what publish would write
              signpost scp publish   announce a CAS, or a pointer to another forest
              signpost scp verify    is it announced, once, rightly, and does it answer?
              signpost scp retract   announce it no longer
            Their options: signpost scp COMMAND --help; docs/scp.md

            {Directory}
            {Logon}
            {Ranking}
            {Output}
            Exit: 0 there are some, 1 there are none, 2 wrong usage
            """,
        "scp plan" => $"""
            signpost scp plan [options]
            Shows what publish would write, and why, as LDIF. It reads only; the URL is not asked.

            {ScpWhich}
            {ScpWhat}
            {ScpPointer}
            {ScpDirectory.Replace("{0}", ", or an LDIF export of the forest", StringComparison.Ordinal)}
            {ScpSite}
            {ScpOutput}
            Exit: 0 up to date, 1 something would be written, 2 wrong usage, 3 not known
            """,
        "scp publish" => $"""
            signpost scp publish [options]
            Writes the SCP of a CAS, once its URL answers as Autodiscover, over TLS, under its own name,
            with a trusted certificate. Only what differs is written; the object keeps its age.

              --probe-address ADDRESS  the URL must also give the settings of this mailbox, to --user
              --force                publish although the URL does not answer so
            {ScpWhich}
            {ScpWhat}
            {ScpPointer}
            {ScpDirectory.Replace("{0}", "", StringComparison.Ordinal)}
            {ScpSite}
            {ScpAttempt}
            {ScpOutput}
            Exit: 0 published or unchanged, 1 refused or failed, 2 wrong usage
            """,
        "scp verify" => $"""
            signpost scp verify [options]
            Looks whether the SCP is there, once, and right: its attributes, this host's site, and what
            answers at its URL: certificate, name, days left. Of a pointer: whether its directory answers.

              --probe-address ADDRESS  the URL must also give the settings of this mailbox, to --user
            {ScpWhich}
            {ScpWhat}
            {ScpPointer}
            {ScpDirectory.Replace("{0}", ", or an LDIF export of the forest", StringComparison.Ordinal)}
            {ScpSite}
            {ScpAttempt}
            {ScpOutput}
            Exit: 0 right, perhaps with warnings, 1 not, 2 wrong usage
            """,
        "scp retract" => $"""
            signpost scp retract [options]
            Deletes the SCP of a CAS, and the containers of this CAS alone where nothing else lies in them.

              --keep                 empty it instead, as -AutoDiscoverServiceInternalUri $null does:
                                     it sends nobody here, and keeps its age for the next publish
            {ScpWhich}
              --pointer LDAP://HOST  the pointer to that directory, instead of a CAS's SCP
            {ScpDirectory.Replace("{0}", "", StringComparison.Ordinal)}
            {ScpOutput}
            Exit: 0 retracted, or there was nothing to retract, 1 failed, 2 wrong usage
            """,
        "site" => $"""
            signpost site [ADDRESS] [options]
            Says which AD site this client is in, how that is known, and how far the other sites are.

            {Directory}
            {Logon}
            {Output}
            Exit: 0 known, 1 unknown, 2 wrong usage
            """,
        "settings" => $"""
            signpost settings ADDRESS... [options]
            signpost settings --list
            Fetches chosen settings of many mailboxes by SOAP Autodiscover, in as few calls as servers allow.

              --setting NAME         may be repeated; without it, the usual ones
              --list                 the known settings, with the class of their values and their group
              --addresses FILE       more addresses, one a line; - is standard input
              --from URL             ask there, instead of finding the endpoint of each domain
              --follow-addresses     where a server names another address, ask for that one

            {Directory}
            {Logon}
            {Attempts}
            {Output}
            Exit: 0 all have settings, 1 none has, 2 wrong usage, 3 some have
            """,
        "federation" => $"""
            signpost federation DOMAIN [options]
            Says whom the organization of a domain trusts to issue tokens. No credentials are sent.

              --from URL             ask there, instead of the hosts that follow from the domain
              --attempt-timeout TIME for one endpoint (default 10s)
              --redirects POLICY     hosts that only a redirect named: same-domain, allow-list
                                     or refuse
              --allow-host HOST      is believed all the same; *.DOMAIN is all below it
              --ca FILE              PEM file of a certificate authority to trust as well
              --revocation HOW       ask whether certificates were revoked: off (default), soft,
                                     or hard (no answer is as bad as a yes)

            {Output}
            Exit: 0 federated, 1 not, or nobody says so, 2 wrong usage
            """,
        "freebusy" => $"""
            signpost freebusy ADDRESS... [options]
            Asks the CAS when people are free, and draws it: a line for each, and when all are free.

              --from WHEN, --to WHEN   2026-03-02, 2026-03-02T09:00 (perhaps +01:00), 09:00, now, today,
                                     tomorrow, +7d, +2h; a day as --to ends with it (default: today,
                                     8 to 18 o'clock); 62 days at most
              --zone ZONE            Europe/Berlin or W. Europe Standard Time (default: this machine's)
              --interval MINUTES     how long a slot is: 5 to 1440 (default 30)
              --view VIEW            merged-only, freebusy, freebusy-merged, detailed,
                                     detailed-merged (default); the server may show less
              --suggest LENGTH       what times the server suggests for a meeting: 30m, 1h30m
              --addresses FILE       more addresses, one a line; - is standard input
              --ews-url URL          ask there, instead of where the settings say
              --asker ADDRESS        whose settings say where to ask (default: --user where it is
                                     an address, else the first ADDRESS)
              --state FILE           as for find; --no-state: nothing is remembered
              --ics                  iCalendar, a VFREEBUSY for each; --ascii: no other characters

            {Directory}
            {Logon}
            {Attempts}
            {Output}
            Exit: 0 all answered, 1 none, 2 wrong usage, 3 some, or without the suggestions
            """,
        "oof" or "get" or "set" => $"""
            signpost oof get ADDRESS [options]
            signpost oof set ADDRESS [options]
            Says, or sets, what is answered while the owner of a mailbox is away.

            Set (what is not given stays as it is)
              --state STATE          enabled, disabled, or scheduled: --from WHEN --to WHEN, as of freebusy
              --internal TEXT        what colleagues read; @FILE is the text of a file
              --external TEXT        what others read
              --audience WHO         which others: none, known (in the address book) or all
            Both
              --zone ZONE            Europe/Berlin or W. Europe Standard Time (default: this machine's)
              --ews-url URL          ask there, instead of where the settings say

            {Directory}
            {Logon}
            {Attempts}
            {Output}
            Exit: 0 told or set, 1 not, 2 wrong usage
            """,
        "serve" => """
            signpost serve --config FILE
            signpost serve --demo
            Is a Client Access Server: answers Autodiscover for the mailboxes of a directory.

              --config FILE          what it serves, announces and listens on: see docs/serve.md.
                                     SIGNPOST__Section__Key in the environment goes before the file
              --check                reads and tries the configuration, says what it would do, and ends
              --demo                 a made-up domain on loopback, nothing else needed
            SIGHUP reads the configuration again; SIGTERM and Ctrl-C end it.

            Exit: 0 it was told to end, or the check found nothing wrong; 1 it could not start,
            or the check found something; 2 wrong usage
            """,
        "completion" => """
            signpost completion bash|zsh|fish|pwsh
            Prints a script that completes signpost's commands and options in that shell, for example
              source <(signpost completion bash)
            """,
        _ => """
            signpost COMMAND [options]
            Finds the Client Access Server (CAS) of an Exchange mailbox the way Outlook does.

              find ADDRESS       find the CAS and say everything that was tried
              plan ADDRESS       what find would try, in which order, contacting no CAS
              doctor ADDRESS     what is wrong with any place a client may look, and what to do
              scp list           the service connection points of the forest
              scp publish        announce a CAS in the forest (also: scp plan, verify, retract)
              site               which AD site this client is in, and how that is known
              settings ADDRESS   chosen settings of many mailboxes, by SOAP
              federation DOMAIN  whom an organization trusts to issue tokens
              freebusy ADDRESS   when people are free, and when all are
              oof get ADDRESS    what is answered while somebody is away (also: oof set)
              serve              be a CAS: answer Autodiscover
              completion SHELL   a completion script for bash, zsh, fish or pwsh

            signpost COMMAND --help   the options of a command
            signpost --version        the version
            Try it: signpost find user1@contoso.test --demo
            """,
    };
}
