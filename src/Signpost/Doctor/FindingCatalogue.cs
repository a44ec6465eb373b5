using System.Collections.Immutable;
using Signpost.Tracing;

namespace Signpost.Doctor;

/// <summary>Every code that a finding can have. The codes are public API: they are added to, never changed.</summary>
public static class FindingCatalogue
{
    private const FindingSeverity Error = FindingSeverity.Error;
    private const FindingSeverity Warning = FindingSeverity.Warning;
    private const FindingSeverity Note = FindingSeverity.Information;

    /// <summary>The codes, by area and then by name.</summary>
    public static ImmutableArray<FindingEntry> All { get; } =
    [
        .. new FindingEntry[]
        {
            // Service connection points
            new("scp.none", Warning, "The forest holds no Autodiscover SCP with a URL.", "Domain clients fall back on DNS, as if they were outside.", "Publish an SCP for each CAS."),
            new("scp.dead-url", Warning, "An SCP announces a host that does not answer.", "Each client that gets it first waits: 10 s and more before it tries the next.", "Remove the SCP, or start the service."),
            new("scp.not-autodiscover", Warning, "An SCP announces something that answers, but not as Autodiscover.", "The client goes on to the next SCP.", "Correct serviceBindingInformation, or the service there."),
            new("scp.empty", Warning, "An SCP has no serviceBindingInformation.", "Clients skip it; badly written ones fail on it.", "Set its URL with Set-ClientAccessService -AutoDiscoverServiceInternalUri, or remove it."),
            new("scp.malformed", Error, "An SCP's serviceBindingInformation is no URL.", "No client can use it.", "Set it with Set-ClientAccessService -AutoDiscoverServiceInternalUri."),
            new("scp.not-https", Error, "An SCP announces a URL that is not https.", "Passwords go over TLS only, so that it is not tried.", "Announce the https URL."),
            new("scp.several-urls", Note, "An SCP has several values of serviceBindingInformation.", "Clients read the first, and which that is the directory decides.", "Leave one."),
            new("scp.empty-site", Warning, "A keyword Site= of an SCP names no site.", "It counts as siteless.", "Set its sites with Set-ClientAccessService -AutoDiscoverSiteScope."),
            new("scp.unknown-site", Warning, "An SCP names a site that the forest does not have.", "It is out-of-site to every client.", "Correct it with Set-ClientAccessService -AutoDiscoverSiteScope."),
            new("scp.both-kinds", Warning, "An SCP has the keywords of a URL and of a pointer.", "Clients differ in what they take it for.", "Remove one of the two keywords."),
            new("scp.duplicate-url", Note, "Several SCPs announce the same URL.", "It is tried once, in the place of the best of them.", "Right for servers behind one name; else correct the copy."),
            new("scp.unusual-path", Note, "An SCP announces an unusual path.", "Clients that take only the host of it ask another path.", "Let both paths answer."),
            new("scp.bad-pointer", Warning, "An SCP pointer does not hold LDAP://host.", "Clients cannot follow it to the other forest.", "Correct its serviceBindingInformation, or remove it."),
            new("scp.pointer-unreachable", Warning, "The directory that an SCP pointer names does not answer.", "Mailboxes of that forest are not found through the directory.", "Start that directory, or correct or remove the pointer."),
            new("scp.pointer-loop", Warning, "SCP pointers lead in a circle.", "The search in the directory ends without a result.", "Let one of the forests hold the SCPs."),
            new("scp.pointer-hops", Warning, "More SCP pointers follow each other than are followed.", "The search in the directory ends without a result.", "Point straight to the forest that holds the SCPs."),

            // Sites and the directory
            new("site.unknown", Warning, "The client's site is not known.", "All SCPs rank by age alone; the EWS Managed API then takes none.", "Add a subnet object for the client, or give --site."),
            new("site.without-cas", Note, "No SCP names the site.", "Its clients take the oldest SCP of any other site.", "Add the site to the SCP of the CAS that is to serve it."),
            new("site.not-in-forest", Warning, "The site that was given is none of the forest.", "Every SCP counts as out-of-site.", "Give the name of one of the forest's sites."),
            new("site.ping-disagrees", Warning, "The domain controller's word for the client's site differs from the subnet table.", "Clients go by the word of whichever they asked.", "Look for overlapping subnets and for address translation."),
            new("site.subnet-missing", Note, "The domain controller names a site, but no subnet holds the client.", "Other domain controllers may say something else.", "Add a subnet object for the clients there."),
            new("site.no-ping", Note, "No domain controller told the client's site.", "The site is read off the subnets instead.", "Let port 389 of a domain controller through, or give --site."),
            new("site.unreadable", Warning, "Sites and subnets could not be read.", "The domain controller's word for the site can't be checked.", "Give the user the right to read the configuration partition."),
            new("site.bad-name", Warning, "An object's name is no distinguished name.", "The object is left out.", "Rename the object."),
            new("site.bad-subnet", Warning, "A subnet's name is no network, or has bits beyond its prefix.", "Its clients may be in no site.", "Name it by its first address and prefix length."),
            new("site.subnet-without-site", Warning, "A subnet names no site, or one that does not exist.", "Its clients are in no site.", "Set its siteObject."),
            new("site.duplicate-subnet", Warning, "Two objects give the same subnet to different sites.", "Which one counts depends on the domain controller.", "Delete the one that is wrong."),
            new("site.bad-link", Warning, "A site link names a site that does not exist, or has no sensible cost.", "Distances between sites come out wrong.", "Correct the link."),
            new("directory.failed", Warning, "The directory could not be asked.", "Only the steps that follow from the address are left.", "See the evidence; give --directory, --user or --bind."),
            new("dc.dead", Warning, "A domain controller of DNS does not answer.", "Clients that get it first wait.", "Start it, or remove its SRV records."),

            // What the client keeps itself
            new("last-known-good.forgotten", Note, "A remembered endpoint no longer answers for the mailbox.", "It is not asked first any more.", "Nothing."),
            new("last-known-good.broken", Warning, "The file of remembered endpoints can't be read as such.", "It is not used; a new one is begun.", "Nothing: the old one is kept beside it."),
            new("last-known-good.unusable", Warning, "The file of remembered endpoints can't be used.", "Nothing is remembered.", "Make the file and its folder the user's own, or give --state or --no-state."),
            new("local-xml.unreadable", Error, "The file of --local-xml can't be read.", "The step finds nothing.", "Give a file that is there."),
            new("local-xml.malformed", Error, "The file of --local-xml is no Autodiscover answer.", "The step finds nothing.", "Correct the file."),

            // Certificates
            new("tls.name-mismatch", Warning, "A certificate does not name the host.", "Outlook asks the user; other clients go on to the next place.", "Give the server a certificate with that name."),
            new("tls.expired", Warning, "A certificate has expired.", "The step fails silently in Outlook.", "Renew it."),
            new("tls.not-yet-valid", Warning, "A certificate is not valid yet.", "The step fails.", "Check the clocks of both machines."),
            new("tls.near-expiry", Warning, "A certificate expires within 30 days.", "From that day on no client gets its settings there.", "Renew it."),
            new("tls.self-signed", Warning, "A certificate is signed by itself.", "Clients do not trust it.", "Have it signed by an authority that the clients trust, or give it with --ca."),
            new("tls.unknown-issuer", Warning, "A certificate's issuer is not trusted.", "Clients do not trust it.", "Install the authority on the clients, or give it with --ca."),
            new("tls.incomplete-chain", Warning, "The server does not send the certificates between its own and the root.", "Clients that do not fetch them do not trust it.", "Have the server send them."),
            new("tls.weak", Warning, "A key or signature of the certificate, or the TLS of the server, is too weak.", "Careful clients do not trust it.", "Replace the certificate, or turn the old TLS off."),
            new("tls.wrong-usage", Warning, "A certificate is not for servers.", "Clients do not trust it.", "Give the server a certificate for server authentication."),
            new("tls.revocation-unknown", Warning, "Whether a certificate was revoked can't be found out (--revocation hard).", "Clients that insist do not trust it.", "Make the issuer's list reachable."),
            new("tls.revoked", Warning, "A certificate was revoked.", "Clients that check do not trust it.", "Replace it."),
            new("tls.no-certificate", Warning, "The server shows no certificate.", "No client talks to it.", "Give the server a certificate."),
            new("tls.untrusted", Warning, "A certificate is not good for another reason.", "Clients do not trust it.", "See the evidence."),

            // Redirects
            new("redirect.to-http", Warning, "A redirect leads to plain http.", "No client follows it with credentials.", "Redirect to https."),
            new("redirect.loop", Warning, "Redirects lead in a circle.", "The client gives up on the place.", "Break the circle."),
            new("redirect.bad-target", Warning, "A redirect leads to where no client goes.", "The client gives up on the place.", "Redirect straight to the Autodiscover URL of the CAS."),
            new("redirect.dead-target", Warning, "The plain http redirect leads to a host that does not answer.", "The client goes on to SRV.", "Redirect to a CAS that answers, or close port 80."),
            new("redirect.none", Note, "Plain http answers at autodiscover.DOMAIN, but does not redirect.", "The step finds nothing.", "Redirect to https, or close port 80."),
            new("redirect.svc", Note, "Plain http redirects .xml, but not .svc to .svc.", "exchangelib sends SOAP to where POX is, or finds nothing.", "Redirect .svc to .svc."),
            new("redirect.unconfirmed", Note, "Only a plain http redirect or an SRV record names the host, outside the address's domain.", "Outlook asks the user; other clients refuse.", "Give the CAS a name in the domain, or list the host in RedirectServers."),
            new("redirect.address-loop", Error, "The CAS redirects the address to itself, or to what is no address.", "The client goes in a circle.", "Set the target address of the user."),

            // DNS and the names that follow from the address
            new("outside.nothing", Warning, "None of the steps that follow from the address leads to a CAS.", "A client outside the domain finds nothing.", "Give autodiscover.DOMAIN to a CAS, or publish an SRV record."),
            new("apex.foreign-certificate", Note, "The domain's own host answers with a certificate for other names.", "Outlook shows a certificate warning at each start.", "Close its port 443, or put the domain on its certificate."),
            new("apex.silent", Note, "The domain's own host drops connections to port 443.", "Clients wait 10 s and more before they look further.", "Let its firewall refuse instead of dropping."),
            new("apex.answers-anything", Note, "The domain's web server answers the question with a page of its own.", "Some clients take any 200 for Autodiscover.", "Let it answer 404 below /autodiscover/."),
            new("autodiscover.dead", Warning, "autodiscover.DOMAIN exists, but nobody answers there.", "Clients wait for it.", "Start the service there, or remove the name."),
            new("autodiscover.not-autodiscover", Warning, "autodiscover.DOMAIN answers, but not as Autodiscover.", "The client goes on to the next step.", "Let the name lead to the CAS, or remove it."),
            new("srv.refused", Note, "The SRV record says that the service is not offered.", "The step finds nothing.", "Remove the record if there is a CAS after all."),
            new("srv.bad-target", Warning, "An SRV record's target is no host name.", "The record is left out.", "Correct the record."),
            new("srv.not-443", Warning, "An SRV record names a port other than 443.", "Outlook ignores the port, the EWS Managed API, exchangelib and Evolution the record.", "Answer on port 443."),
            new("srv.dead-target", Warning, "The host of an SRV record does not answer.", "Clients wait for it.", "Start the service there, or correct the record."),
            new("srv.not-autodiscover", Warning, "The host of an SRV record answers, but not as Autodiscover.", "The step finds nothing.", "Correct the record, or the service there."),
            new("srv.several-priorities", Note, "The SRV records have different priorities.", "exchangelib takes the largest number and tries no other.", "Use one priority."),
            new("dns.ipv6-only", Note, "A host has IPv6 addresses only.", "exchangelib looks for IPv4 addresses and finds none.", "Give it an IPv4 address as well."),
            new("endpoint.slow", Note, "An endpoint takes 3 s and more to answer.", "Clients that hedge leave it for others.", "Look for the cause on the server."),

            // Dialects and answers
            new("pox.missing", Error, "SOAP is spoken, but not POX.", "Outlook, Evolution and phones find nothing.", "Serve autodiscover.xml."),
            new("soap.missing", Note, "POX is spoken, but not SOAP.", "exchangelib and the EWS Managed API ask for SOAP first.", "Serve autodiscover.svc."),
            new("soap.not-announced", Warning, "SOAP is spoken, but not announced by X-SOAP-Enabled.", "The EWS Managed API leaves the host out.", "Send the header with autodiscover.xml, also with its 401."),
            new("soap.announced-but-missing", Warning, "SOAP is announced by X-SOAP-Enabled, but not spoken.", "The EWS Managed API fails there.", "Serve autodiscover.svc, or leave the header out."),
            new("dialects.disagree", Error, "A host gives different URLs in different dialects.", "Which service a client uses depends on the dialect it speaks.", "Set the URLs of the virtual directories alike."),
            new("answer.content-type", Warning, "Settings do not come as text/xml.", "Strict clients do not read them.", "Send text/xml; charset=utf-8."),
            new("answer.no-declaration", Warning, "Settings have no XML declaration.", "The EWS Managed API does not read them.", "Begin with an XML declaration."),
            new("answer.https-namespace", Error, "The namespaces of the answer begin with https://.", "Outlook does not read it.", "Write them with http://."),
            new("answer.malformed", Error, "The answer to a logon is no Autodiscover document.", "No client gets its settings.", "Correct the document."),
            new("answer.repeated-block", Warning, "Settings have two blocks of one type.", "The EWS Managed API gives up on them.", "Send one block of each type."),
            new("answer.unasked-block", Warning, "Settings have mapiHttp or EXHTTP blocks that were not asked for.", "The EWS Managed API gives up on them.", "Send them only to who asks by X-MapiHttpCapability or X-ClientCanHandle."),
            new("mailbox.unknown", Error, "The CAS does not know the address (error 500).", "The client has no settings.", "Give the mailbox the address, or ask for the one it has."),
            new("mailbox.not-configured", Error, "The CAS has no configuration for the address (error 501).", "The client has no settings.", "Give the user a mailbox."),
            new("server.misconfigured", Error, "The CAS says that its configuration is broken (error 602).", "The client has no settings.", "Set the URLs of its virtual directories."),
            new("server.internal-error", Error, "The CAS failed internally (error 603).", "The client goes on to the next place.", "Look into its event log."),
            new("server.not-understood", Error, "The CAS did not understand Outlook's own question (error 600 or 601).", "The client has no settings.", "Look for what changes the question on the way."),

            // Logons
            new("logon.none-offered", Error, "A 401 offers no logon.", "No client can log on.", "Send WWW-Authenticate for each logon that works."),
            new("logon.not-possible", Warning, "None of the logons offered works here.", "The client is not told its settings.", "See the evidence."),
            new("logon.not-required", Warning, "Settings are given without a logon.", "Anybody learns who has a mailbox here.", "Require a logon."),
            new("logon.refused", Error, "The credentials were refused.", "Nobody else is given them in this run.", "Check the user and the password."),
            new("logon.locked", Error, "The account is locked (HTTP 456).", "Clients stop.", "Unlock the account."),
            new("clock.skew", Warning, "Two clocks differ by more than 5 minutes.", "Kerberos fails; clients fall back on NTLM or Basic.", "Set both by the same time server."),

            // The mailbox's URLs
            new("settings.no-ews", Error, "The settings name no Exchange Web Services.", "No free/busy, no OOF.", "Set the URLs of the EWS virtual directory."),
            new("settings.no-oab", Note, "The settings name no offline address book.", "Clients have none.", "Set the URL of the OAB virtual directory, if there is one."),
            new("settings.no-outside", Note, "Only the inside block of the settings has URLs.", "Clients outside are given inside names.", "Set the ExternalUrl of the virtual directories."),
            new("settings.bad-url", Error, "A URL of the settings is none.", "The service is not found.", "Correct it on the CAS."),
            new("settings.plain-http", Error, "A URL of the settings is not https.", "Passwords in the clear, or no service.", "Set it to https."),
            new("settings.dead-url", Error, "A URL of the settings does not answer.", "The service is not there for any client.", "Start it, or correct the URL on the CAS."),
            new("settings.untrusted-url", Error, "A URL of the settings has a certificate that is not good.", "Clients refuse the service, or ask the user.", "Give the server a certificate for that name."),
        }.OrderBy(entry => entry.Code, StringComparer.Ordinal),
    ];

    /// <summary>The entry of a code; null where there is none.</summary>
    public static FindingEntry? Of(string code) => All.FirstOrDefault(entry => entry.Code == code);
}
