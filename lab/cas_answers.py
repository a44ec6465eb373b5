"""What a CAS of the lab says: Autodiscover in POX, SOAP and JSON, without the HTTP around it.

Written from MS-OXDSCLI, MS-OXWSADISC and what Exchange was seen to send.
"""
import binascii, datetime, json, re
import xml.etree.ElementTree as ET
from urllib.parse import parse_qsl, unquote
from xml.sax.saxutils import escape

SCHEMAS = "http://schemas.microsoft.com/exchange/autodiscover/"
REQUEST = SCHEMAS + "outlook/requestschema/2006"
RESPONSE = SCHEMAS + "responseschema/2006"
RESPONSE_2006A = SCHEMAS + "outlook/responseschema/2006a"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
# MS-OXDSCLI 2.2.4.1.1.3
MESSAGES = {
    "500": "The e-mail address cannot be found.",
    "501": "No configuration is available for the e-mail address.",
    "600": "Invalid Request",
    "601": "Provider is not available",
    "602": "The configuration of the server is broken.",
    "603": "Internal error",
}

A = "http://schemas.microsoft.com/exchange/2010/Autodiscover"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSA = "http://www.w3.org/2005/08/addressing"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ACTION = A + "/Autodiscover/"
MOST_USERS = 100
DEPLOYMENT = "2f6a0f1e-7d3b-4b56-9a61-0c5b1f0a7e11"
OAB = "5b1b1f6e-0c7c-4a0e-8f0d-3f2f0d3c9a10"
# What SOAP calls the errors of POX.
SOAP_ERRORS = {"500": "InvalidUser", "501": "InvalidUser", "600": "InvalidRequest", "601": "InvalidRequest"}
# MS-OXWSADISC 3.1.4.4: every name of a user setting; one without a value is not available, any other is invalid.
SETTING_NAMES = set("""
UserDisplayName UserDN UserDeploymentId AutoDiscoverSMTPAddress UserMSOnline MailboxVersion ShowGalAsDefaultView GroupingInformation CrossOrganizationSharingEnabled
InternalMailboxServer InternalRpcClientServer InternalMailboxServerDN MailboxDN PublicFolderServer ActiveDirectoryServer InternalMailboxServerAuthenticationMethods
InternalServerExclusiveConnect InternalRpcHttpServer InternalRpcHttpConnectivityRequiresSsl InternalRpcHttpAuthenticationMethod
ExternalMailboxServer ExternalMailboxServerRequiresSSL ExternalMailboxServerAuthenticationMethods ExternalServerExclusiveConnect CertPrincipalName ExchangeRpcUrl
EwsPartnerUrl InteropExternalEwsUrl ExternalEwsVersion InteropExternalEwsVersion EwsSupportedSchemas CasVersion
AlternateMailboxes DocumentSharingLocations MobileMailboxPolicy MobileMailboxPolicyInterop SPMySiteHostURL SiteMailboxCreationURL PublicFolderInformation RedirectUrl MapiHttpEnabled
""".split()) | {
    side + name for side in ("Internal", "External")
    for name in "EwsUrl EmwsUrl OABUrl UMUrl PhotosUrl OutlookServiceUrl WebClientUrls EcpUrl Pop3Connections Imap4Connections SmtpConnections".split()
} | {
    form.format(name) for form in ("InternalEcp{}Url", "ExternalEcp{}Url", "Ecp{}UrlFragment")
    for name in ("Voicemail EmailSubscriptions TextMessaging DeliveryReport RetentionPolicyTags Publishing Photo Connect TeamMailbox TeamMailboxCreating "
                 "TeamMailboxEditing TeamMailboxHiding ExtensionInstallation").split()
}


class RefuseDoctype(ET.TreeBuilder):
    def doctype(self, name, pubid, system):
        raise ValueError("a document type declaration")


def read_xml(body):
    """The root of a document without a document type declaration; else a ValueError."""
    try:
        return ET.fromstring(body, ET.XMLParser(target=RefuseDoctype()))
    except (ET.ParseError, LookupError) as failure:
        raise ValueError(str(failure)) from None


class PoxError(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def read_request(body):
    """The address and legacy DN asked for, or a PoxError as Exchange would answer."""
    try:
        root = read_xml(body)
    except ValueError:
        raise PoxError("600") from None
    if not root.tag.endswith("}Autodiscover"):
        raise PoxError("600")
    if root.tag != f"{{{REQUEST}}}Autodiscover":
        raise PoxError("601")

    def text(name):
        return (root.findtext(f"{{{REQUEST}}}Request/{{{REQUEST}}}{name}") or "").strip()
    address, legacy_dn, schema = text("EMailAddress"), text("LegacyDN"), text("AcceptableResponseSchema")
    if not schema or not legacy_dn and not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise PoxError("600")
    if schema != RESPONSE_2006A:
        raise PoxError("601")
    return address, legacy_dn


def error_answer(code, host):
    now = datetime.datetime.now().strftime("%H:%M:%S.%f") + "0"
    message = escape(MESSAGES.get(code, "Error " + code))
    return (f'{DECLARATION}<Autodiscover xmlns="{RESPONSE}">\n  <Response>\n'
            f'    <Error Time="{now}" Id="{binascii.crc32(host.encode())}">\n      <ErrorCode>{escape(code)}</ErrorCode>\n'
            f"      <Message>{message}</Message>\n      <DebugData />\n    </Error>\n  </Response>\n</Autodiscover>\n")


def account_answer(account, user=""):
    return (f'{DECLARATION}<Autodiscover xmlns="{RESPONSE}">\n  <Response xmlns="{RESPONSE_2006A}">\n{user}'
            f"    <Account>\n      <AccountType>email</AccountType>\n{account}    </Account>\n  </Response>\n</Autodiscover>\n")


def redirect_answer(action, value):
    element = action[0].upper() + action[1:]
    return account_answer(f"      <Action>{action}</Action>\n      <{element}>{escape(value)}</{element}>\n")


class Settings:
    """What this CAS says of a mailbox, whatever the dialect."""

    def __init__(self, person, host, dc, ews=None):
        self.display_name, self.legacy_dn, self.primary = person
        self.host, self.dc = host, dc
        group = "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
        self.server_dn = f"{group}/cn=Configuration/cn=Servers/cn={host.partition('.')[0].upper()}"
        self.mdb_dn = self.server_dn + "/cn=Microsoft Private MDB"
        self.ews = ews or f"https://{host}/EWS/Exchange.asmx"
        self.oab = f"https://{host}/OAB/{OAB}/"
        self.owa = f"https://{host}/owa/"


def settings_answer(s):
    urls = f"        <ASUrl>{s.ews}</ASUrl>\n        <EwsUrl>{s.ews}</EwsUrl>\n        <OOFUrl>{s.ews}</OOFUrl>\n        <OABUrl>{s.oab}</OABUrl>\n"
    user = (f"    <User>\n      <DisplayName>{escape(s.display_name)}</DisplayName>\n      <LegacyDN>{escape(s.legacy_dn)}</LegacyDN>\n"
            f"      <AutoDiscoverSMTPAddress>{escape(s.primary)}</AutoDiscoverSMTPAddress>\n"
            f"      <DeploymentId>{DEPLOYMENT}</DeploymentId>\n    </User>\n")
    # 738180DA is version 14.1, build 218: MS-OXDSCLI, ServerVersion
    exch = (f"      <Protocol>\n        <Type>EXCH</Type>\n        <Server>{s.host}</Server>\n        <ServerDN>{s.server_dn}</ServerDN>\n"
            f"        <ServerVersion>738180DA</ServerVersion>\n        <MdbDN>{s.mdb_dn}</MdbDN>\n"
            f"        <AD>{s.dc}</AD>\n{urls}        <AuthPackage>Basic</AuthPackage>\n      </Protocol>\n")
    expr = (f"      <Protocol>\n        <Type>EXPR</Type>\n        <Server>{s.host}</Server>\n        <SSL>On</SSL>\n"
            f"        <AuthPackage>Basic</AuthPackage>\n{urls}        <CertPrincipalName>msstd:{s.host}</CertPrincipalName>\n      </Protocol>\n")

    def side(name, kind):
        return (f'        <{name}>\n          <OWAUrl AuthenticationMethod="Basic, Fba">{s.owa}</OWAUrl>\n'
                f"          <Protocol><Type>{kind}</Type><ASUrl>{s.ews}</ASUrl></Protocol>\n        </{name}>\n")
    web = f"      <Protocol>\n        <Type>WEB</Type>\n{side('Internal', 'EXCH')}{side('External', 'EXPR')}      </Protocol>\n"
    return account_answer("      <Action>settings</Action>\n" + exch + expr + web, user)


class SoapRequest:
    """A call, or a ValueError for what is no SOAP message."""

    def __init__(self, body):
        root = read_xml(body)
        if root.tag != f"{{{SOAP}}}Envelope":
            raise ValueError("not a SOAP 1.1 envelope")
        message = root.find(f"{{{SOAP}}}Body/*")
        if message is None or not message.tag.startswith(f"{{{A}}}") or not message.tag.endswith("RequestMessage"):
            raise ValueError("no message of Autodiscover")
        self.operation = message.tag[len(A) + 2:-len("RequestMessage")]
        self.version = (root.findtext(f"{{{SOAP}}}Header/{{{A}}}RequestedServerVersion") or "").strip()
        self.message = message

    def texts(self, *path):
        return [(e.text or "").strip() for e in self.message.findall("/".join(f"{{{A}}}{name}" for name in ("Request",) + path))]


class SoapService:
    """MS-OXWSADISC 3.1.4.

    people: who has a mailbox; settings_of: his Settings; redirect: (RedirectUrl or RedirectAddress, target) for every user;
    error: the error code of POX that every user meets.
    """

    def __init__(self, people, settings_of, redirect=None, error=None):
        self.people, self.settings_of, self.redirect, self.error = people, settings_of, redirect, error

    def answer(self, request):
        """The answer, and whether it is a fault."""
        operations = {"GetUserSettings": self.users, "GetDomainSettings": self.domains, "GetFederationInformation": self.federation}
        if request.operation not in operations:
            return soap_fault("a:ActionNotSupported", f"The operation {request.operation} is not supported."), True
        # Any Exchange later than this one is asked for its own newest answer.
        content = (operations[request.operation](request) if re.fullmatch(r"Exchange20\d\d(_SP\d)?", request.version)
                   else soap_error("InvalidRequest", "The RequestedServerVersion header is missing or malformed."))
        return soap_answer(request.operation, content), False

    def users(self, request):
        users, names = request.texts("Users", "User", "Mailbox"), request.texts("RequestedSettings", "Setting")
        if not users or not names or len(users) > MOST_USERS:
            return soap_error("InvalidRequest", "The request isn't valid.")
        return f"{soap_error('NoError', '')}<UserResponses>{''.join(self.user(address, names) for address in users)}</UserResponses>"

    def user(self, address, names):
        if self.redirect:
            return user_response(self.redirect[0], "Redirection.", self.redirect[1])
        person = self.people.find(address, "")
        code = SOAP_ERRORS.get(self.error, "InternalServerError") if self.error else "NoError" if person else "InvalidUser"
        if code != "NoError":
            return user_response(code, f"The user '{address}' is invalid." if code == "InvalidUser" else "An internal error has occurred.")
        values = user_settings(self.settings_of(person))
        names = list(dict.fromkeys(names))
        errors = "".join(setting_error("User", name, name in SETTING_NAMES) for name in names if name not in values)
        return user_response("NoError", "No error.", errors=errors, settings="".join(values[name] for name in names if name in values))

    def domains(self, request):
        domains, names = request.texts("Domains", "Domain"), request.texts("RequestedSettings", "Setting")
        if not domains or not names:
            return soap_error("InvalidRequest", "The request isn't valid.")
        return f"{soap_error('NoError', '')}<DomainResponses>{''.join(self.domain(domain, names) for domain in domains)}</DomainResponses>"

    def domain(self, domain, names):
        if not self.people.has_domain(domain):
            return domain_response("InvalidDomain", f"The domain '{domain}' is invalid.")
        ews = self.settings_of(("", "", "")).ews
        values = {"ExternalEwsUrl": ews, "ExternalEwsVersion": "14.01.0218.000"}
        errors = "".join(setting_error("Domain", name, False) for name in names if name not in values)
        settings = "".join(f'<DomainSetting i:type="DomainStringSetting"><Name>{name}</Name><Value>{escape(values[name])}</Value></DomainSetting>'
                           for name in names if name in values)
        return domain_response("NoError", "No error.", errors, settings)

    def federation(self, request):
        domain = (request.texts("Domain") or [""])[0]
        return (soap_error("NotFederated", f"The domain '{domain}' is not federated.")
                + '<ApplicationUri i:nil="true" /><Domains i:nil="true" /><TokenIssuers i:nil="true" />')


def user_settings(s):
    """Each setting that has a value, as its element."""
    def element(name, kind, content):
        return f'<UserSetting i:type="{kind}"><Name>{name}</Name>{content}</UserSetting>'
    web = f"<WebClientUrls><WebClientUrl><AuthenticationMethods>Basic, Fba</AuthenticationMethods><Url>{escape(s.owa)}</Url></WebClientUrl></WebClientUrls>"
    texts = {
        "UserDisplayName": s.display_name, "UserDN": s.legacy_dn, "UserDeploymentId": DEPLOYMENT, "AutoDiscoverSMTPAddress": s.primary,
        "InternalMailboxServer": s.host, "InternalRpcClientServer": s.host, "InternalMailboxServerDN": s.server_dn, "MailboxDN": s.mdb_dn, "ActiveDirectoryServer": s.dc,
        "ExternalMailboxServer": s.host, "ExternalMailboxServerRequiresSSL": "True", "ExternalMailboxServerAuthenticationMethods": "Basic",
        "InternalMailboxServerAuthenticationMethods": "Basic", "CertPrincipalName": f"msstd:{s.host}", "InternalEwsUrl": s.ews, "ExternalEwsUrl": s.ews,
        "InternalOABUrl": s.oab, "ExternalOABUrl": s.oab, "CasVersion": "14.01.0218.000", "MailboxVersion": "14.01.0218.000",
        "EwsSupportedSchemas": "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1",
    }
    settings = {name: element(name, "StringSetting", f"<Value>{escape(text)}</Value>") for name, text in texts.items()}
    return settings | {name: element(name, "WebClientUrlCollectionSetting", web) for name in ("InternalWebClientUrls", "ExternalWebClientUrls")}


def user_response(code, message, target=None, errors="", settings=""):
    return (f"<UserResponse>{soap_error(code, message)}{redirect_target(target)}"
            f"<UserSettingErrors>{errors}</UserSettingErrors><UserSettings>{settings}</UserSettings></UserResponse>")


# In the order of a DataContract: the base class, then by name.
def domain_response(code, message, errors="", settings=""):
    return (f"<DomainResponse>{soap_error(code, message)}<DomainSettingErrors>{errors}</DomainSettingErrors>"
            f"<DomainSettings>{settings}</DomainSettings>{redirect_target(None)}</DomainResponse>")


def redirect_target(target):
    return '<RedirectTarget i:nil="true" />' if target is None else f"<RedirectTarget>{escape(target)}</RedirectTarget>"


def setting_error(kind, name, is_known):
    code, message = ("SettingIsNotAvailable", "The setting is not available.") if is_known else ("InvalidSetting", "Invalid setting.")
    return f"<{kind}SettingError>{soap_error(code, message)}<SettingName>{escape(name)}</SettingName></{kind}SettingError>"


def soap_error(code, message):
    return f"<ErrorCode>{code}</ErrorCode>" + (f"<ErrorMessage>{escape(message)}</ErrorMessage>" if message else "<ErrorMessage />")


def soap_answer(operation, content):
    return (f'{DECLARATION}<s:Envelope xmlns:s="{SOAP}" xmlns:a="{WSA}"><s:Header><a:Action s:mustUnderstand="1">{ACTION}{operation}Response</a:Action>'
            f'<h:ServerVersionInfo xmlns:h="{A}" xmlns:i="{XSI}"><h:MajorVersion>14</h:MajorVersion><h:MinorVersion>1</h:MinorVersion>'
            f"<h:MajorBuildNumber>218</h:MajorBuildNumber><h:MinorBuildNumber>0</h:MinorBuildNumber><h:Version>Exchange2010_SP1</h:Version></h:ServerVersionInfo>"
            f'</s:Header><s:Body><{operation}ResponseMessage xmlns="{A}"><Response xmlns:i="{XSI}">{content}</Response></{operation}ResponseMessage></s:Body></s:Envelope>')


def soap_fault(code, message):
    return (f'{DECLARATION}<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher">'
            f'{code}</faultcode><faultstring xml:lang="en-US">{escape(message)}</faultstring></s:Fault></s:Body></s:Envelope>')


def json_answer(rest, query, people, host):
    """Autodiscover V2, without a logon: the status and the answer. rest: what follows autodiscover.json in the path."""
    given = {name.lower(): value for name, value in parse_qsl(query.replace("+", "%2B"), keep_blank_values=True)}
    address = unquote(rest[len("/v1.0/"):]) if rest.lower().startswith("/v1.0/") else given.get("email", "") if rest in ("", "/") else ""
    protocol = given.get("protocol", "")
    urls = {"AutodiscoverV1": f"https://{host}/autodiscover/autodiscover.xml", "Ews": f"https://{host}/EWS/Exchange.asmx",
            "ActiveSync": f"https://{host}/Microsoft-Server-ActiveSync"}
    name = next((name for name in urls if name.lower() == protocol.lower()), None)

    def error(status, code, message):
        return status, json.dumps({"ErrorCode": code, "ErrorMessage": message}, separators=(",", ":"))
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        return error(400, "MandatoryParameterMissing", "A valid smtp address must be provided.")
    if not protocol:
        return error(400, "MissingProtocol", "A valid value must be provided for the query parameter 'Protocol'.")
    if name is None:
        return error(400, "ProtocolNotSupported", f"The protocol '{protocol}' is not supported. Supported protocols are: '{','.join(urls)}'.")
    if people.find(address, "") is None:
        return error(404, "UserNotFound", "The user was not found.")
    return 200, json.dumps({"Protocol": name, "Url": urls[name]}, separators=(",", ":"))
