namespace Signpost.Autodiscover.Soap;

/// <summary>What may be asked of <c>autodiscover.svc</c> (MS-OXWSADISC section 3.1.4).</summary>
public enum SoapOperation
{
    /// <summary>The settings of users.</summary>
    GetUserSettings,

    /// <summary>The settings of whole domains.</summary>
    GetDomainSettings,

    /// <summary>Whom an organization trusts to issue tokens; anybody may ask.</summary>
    GetFederationInformation,

    /// <summary>What organizations share with each other; servers ask each other for it, clients don't.</summary>
    GetOrganizationRelationshipSettings,
}
