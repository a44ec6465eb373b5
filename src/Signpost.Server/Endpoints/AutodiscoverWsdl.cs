using System.Security;
using System.Text;
using Signpost.Autodiscover.Soap;

namespace Signpost.Server.Endpoints;

/// <summary>What <c>autodiscover.svc</c> says of itself: a WSDL 1.1 of the four operations (MS-OXWSADISC section 3.1.4), for tools that make clients of it.</summary>
internal static class AutodiscoverWsdl
{
    /// <summary>The document for a service at a URL.</summary>
    public static byte[] At(string url) => Encoding.UTF8.GetBytes(Text(SecurityElement.Escape(url)));

    private static string Text(string url) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <wsdl:definitions name="Autodiscover" targetNamespace="{SoapSchema.Messages}" xmlns="{SoapSchema.Messages}"
            xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <wsdl:types>
            <xs:schema targetNamespace="{SoapSchema.Messages}" elementFormDefault="qualified">
              {string.Concat(Operations.Select(Messages))}
              <xs:element name="RequestedServerVersion" type="xs:string"/>
              <xs:element name="ServerVersionInfo"><xs:complexType><xs:sequence>
                <xs:element name="MajorVersion" type="xs:int"/><xs:element name="MinorVersion" type="xs:int"/>
                <xs:element name="MajorBuildNumber" type="xs:int"/><xs:element name="MinorBuildNumber" type="xs:int"/><xs:element name="Version" type="xs:string"/>
              </xs:sequence></xs:complexType></xs:element>
              {Sequence("GetUserSettingsRequest", Element("Users", "Users") + Element("RequestedSettings", "RequestedSettings") + Optional("RequestedVersion"))}
              {Sequence("GetDomainSettingsRequest", Element("Domains", "Domains") + Element("RequestedSettings", "RequestedSettings") + Optional("RequestedVersion"))}
              {Sequence("GetFederationInformationRequest", Element("Domain", "xs:string"))}
              {Sequence("GetOrganizationRelationshipSettingsRequest", Element("Domains", "Domains"))}
              {Sequence("GetUserSettingsResponse", Outcome + Element("UserResponses", "UserResponses"))}
              {Sequence("GetDomainSettingsResponse", Outcome + Element("DomainResponses", "DomainResponses"))}
              {Sequence("GetFederationInformationResponse", Outcome + Optional("ApplicationUri") + Element("Domains", "Domains") + Element("TokenIssuers", "TokenIssuers"))}
              {Sequence("GetOrganizationRelationshipSettingsResponse", Outcome + Element("OrganizationRelationshipSettingsCollection", "OrganizationRelationshipSettingsCollection"))}
              {List("Users", "User", "User")}
              {Sequence("User", Element("Mailbox", "xs:string"))}
              {List("Domains", "Domain", "xs:string")}
              {List("RequestedSettings", "Setting", "xs:string")}
              {List("UserResponses", "UserResponse", "UserResponse")}
              {Sequence("UserResponse", Outcome + Nillable("RedirectTarget") + Element("UserSettingErrors", "UserSettingErrors") + Element("UserSettings", "UserSettings"))}
              {List("UserSettingErrors", "UserSettingError", "SettingError")}
              {List("DomainResponses", "DomainResponse", "DomainResponse")}
              {Sequence("DomainResponse", Outcome + Element("DomainSettingErrors", "DomainSettingErrors") + Element("DomainSettings", "DomainSettings") + Nillable("RedirectTarget"))}
              {List("DomainSettingErrors", "DomainSettingError", "SettingError")}
              {Sequence("SettingError", Outcome + Element("SettingName", "xs:string"))}
              {List("UserSettings", "UserSetting", "UserSetting")}
              {Sequence("UserSetting", Element("Name", "xs:string"))}
              {Extension("StringSetting", "UserSetting", Element("Value", "xs:string"))}
              {Extension("WebClientUrlCollectionSetting", "UserSetting", Element("WebClientUrls", "WebClientUrls"))}
              {List("WebClientUrls", "WebClientUrl", "WebClientUrl")}
              {Sequence("WebClientUrl", Element("AuthenticationMethods", "xs:string") + Element("Url", "xs:string"))}
              {Extension("ProtocolConnectionCollectionSetting", "UserSetting", Element("ProtocolConnections", "ProtocolConnections"))}
              {List("ProtocolConnections", "ProtocolConnection", "ProtocolConnection")}
              {Sequence("ProtocolConnection", Element("EncryptionMethod", "xs:string") + Element("Hostname", "xs:string") + Element("Port", "xs:int"))}
              {List("DomainSettings", "DomainSetting", "DomainSetting")}
              {Sequence("DomainSetting", Element("Name", "xs:string"))}
              {Extension("DomainStringSetting", "DomainSetting", Element("Value", "xs:string"))}
              {List("TokenIssuers", "TokenIssuer", "TokenIssuer")}
              {Sequence("TokenIssuer", Optional("Endpoint") + Element("Uri", "xs:string"))}
              {Sequence("OrganizationRelationshipSettingsCollection", """<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>""")}
            </xs:schema>
          </wsdl:types>
          {string.Concat(Operations.Select(operation => $"""
            <wsdl:message name="{operation}Request"><wsdl:part name="parameters" element="{operation}RequestMessage"/></wsdl:message>
            <wsdl:message name="{operation}Response"><wsdl:part name="parameters" element="{operation}ResponseMessage"/></wsdl:message>
            """))}
          <wsdl:portType name="Autodiscover">
            {string.Concat(Operations.Select(operation => $"""
            <wsdl:operation name="{operation}"><wsdl:input message="{operation}Request"/><wsdl:output message="{operation}Response"/></wsdl:operation>
            """))}
          </wsdl:portType>
          <wsdl:binding name="AutodiscoverSoap11" type="Autodiscover">
            <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
            {string.Concat(Operations.Select(operation => $"""
            <wsdl:operation name="{operation}"><soap:operation soapAction="{SoapSchema.ActionOf(operation)}"/>
              <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>
            """))}
          </wsdl:binding>
          <wsdl:service name="AutodiscoverService">
            <wsdl:port name="AutodiscoverSoap11" binding="AutodiscoverSoap11"><soap:address location="{url}"/></wsdl:port>
          </wsdl:service>
        </wsdl:definitions>
        """;

    private static SoapOperation[] Operations { get; } = Enum.GetValues<SoapOperation>();

    private static string Outcome { get; } = Element("ErrorCode", "xs:string") + Element("ErrorMessage", "xs:string");

    private static string Messages(SoapOperation operation) => Message($"{operation}Request", "Request") + Message($"{operation}Response", "Response");

    private static string Message(string type, string child) => $"""
        <xs:element name="{type}Message"><xs:complexType><xs:sequence>{Element(child, type)}</xs:sequence></xs:complexType></xs:element>
        """;

    private static string Sequence(string name, string elements) => $"""<xs:complexType name="{name}"><xs:sequence>{elements}</xs:sequence></xs:complexType>""";

    private static string Extension(string name, string of, string elements) => $"""
        <xs:complexType name="{name}"><xs:complexContent><xs:extension base="{of}"><xs:sequence>{elements}</xs:sequence></xs:extension></xs:complexContent></xs:complexType>
        """;

    private static string List(string name, string item, string type) => Sequence(name, $"""<xs:element name="{item}" type="{type}" minOccurs="0" maxOccurs="unbounded"/>""");

    private static string Element(string name, string type) => $"""<xs:element name="{name}" type="{type}"/>""";

    private static string Optional(string name) => $"""<xs:element name="{name}" type="xs:string" minOccurs="0"/>""";

    private static string Nillable(string name) => $"""<xs:element name="{name}" type="xs:string" nillable="true"/>""";
}
