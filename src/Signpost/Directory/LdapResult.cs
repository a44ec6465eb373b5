using System.Globalization;

namespace Signpost.Directory;

/// <summary>The result codes of RFC 4511 appendix A that we meet.</summary>
internal static class LdapResult
{
    public const int Success = 0;
    public const int OperationsError = 1;
    public const int StrongerAuthRequired = 8;
    public const int SaslBindInProgress = 14;
    public const int NoSuchAttribute = 16;
    public const int AttributeOrValueExists = 20;
    public const int NoSuchObject = 32;
    public const int InvalidDnSyntax = 34;
    public const int InvalidCredentials = 49;
    public const int InsufficientAccessRights = 50;
    public const int UnwillingToPerform = 53;
    public const int NamingViolation = 64;
    public const int NotAllowedOnNonLeaf = 66;
    public const int EntryAlreadyExists = 68;

    public static string NameOf(int code) => code switch
    {
        Success => "success",
        OperationsError => "operationsError (1)",
        2 => "protocolError (2)",
        3 => "timeLimitExceeded (3)",
        4 => "sizeLimitExceeded (4)",
        7 => "authMethodNotSupported (7)",
        StrongerAuthRequired => "strongerAuthRequired (8)",
        10 => "referral (10)",
        11 => "adminLimitExceeded (11)",
        12 => "unavailableCriticalExtension (12)",
        13 => "confidentialityRequired (13)",
        NoSuchAttribute => "noSuchAttribute (16)",
        17 => "undefinedAttributeType (17)",
        19 => "constraintViolation (19)",
        SaslBindInProgress => "saslBindInProgress (14)",
        AttributeOrValueExists => "attributeOrValueExists (20)",
        21 => "invalidAttributeSyntax (21)",
        NoSuchObject => "noSuchObject (32)",
        InvalidDnSyntax => "invalidDNSyntax (34)",
        48 => "inappropriateAuthentication (48)",
        InvalidCredentials => "invalidCredentials (49)",
        InsufficientAccessRights => "insufficientAccessRights (50)",
        51 => "busy (51)",
        52 => "unavailable (52)",
        UnwillingToPerform => "unwillingToPerform (53)",
        NamingViolation => "namingViolation (64)",
        65 => "objectClassViolation (65)",
        NotAllowedOnNonLeaf => "notAllowedOnNonLeaf (66)",
        EntryAlreadyExists => "entryAlreadyExists (68)",
        80 => "other (80)",
        _ => string.Create(CultureInfo.InvariantCulture, $"result {code}"),
    };
}
