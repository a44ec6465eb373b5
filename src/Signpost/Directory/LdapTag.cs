using System.Formats.Asn1;

namespace Signpost.Directory;

/// <summary>The tags of LDAP's operations (RFC 4511 appendix B) and of what lies in them.</summary>
internal static class LdapTag
{
    public const int BindRequest = 0;
    public const int BindResponse = 1;
    public const int UnbindRequest = 2;
    public const int SearchRequest = 3;
    public const int SearchResultEntry = 4;
    public const int SearchResultDone = 5;
    public const int ModifyRequest = 6;
    public const int ModifyResponse = 7;
    public const int AddRequest = 8;
    public const int AddResponse = 9;
    public const int DeleteRequest = 10;
    public const int DeleteResponse = 11;
    public const int AbandonRequest = 16;
    public const int SearchResultReference = 19;
    public const int ExtendedRequest = 23;
    public const int ExtendedResponse = 24;

    public static Asn1Tag Operation(int number) => new(TagClass.Application, number, isConstructed: true);

    public static Asn1Tag PlainOperation(int number) => new(TagClass.Application, number);

    public static Asn1Tag Choice(int number) => new(TagClass.ContextSpecific, number);

    public static Asn1Tag Group(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
