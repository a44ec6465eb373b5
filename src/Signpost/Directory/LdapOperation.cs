using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>What an LDAP message asks or answers (RFC 4511 sections 4.2 to 4.12).</summary>
internal abstract record LdapOperation
{
    private LdapOperation()
    {
    }

    /// <summary>A logon by name and password; both empty is nobody (RFC 4513 section 5.1).</summary>
    public sealed record SimpleBind(string Name, OctetString Password) : LdapOperation
    {
        public override string ToString() => $"SimpleBind {{ Name = {Name} }}";    // never the password
    }

    /// <summary>One step of a logon by SASL (RFC 4511 section 4.2).</summary>
    public sealed record SaslBind(string Name, string Mechanism, OctetString? Credentials) : LdapOperation
    {
        public override string ToString() => $"SaslBind {{ Mechanism = {Mechanism} }}";
    }

    public sealed record BindDone(LdapAnswer Answer, OctetString? ServerCredentials) : LdapOperation;

    public sealed record Unbind : LdapOperation;

    /// <summary>A search.</summary>
    /// <param name="What">What is looked for.</param>
    /// <param name="SizeLimit">Most entries wanted; 0 for no limit.</param>
    /// <param name="TimeLimit">Most seconds the server shall spend; 0 for no limit.</param>
    public sealed record Search(DirectorySearch What, int SizeLimit, int TimeLimit) : LdapOperation;

    public sealed record SearchEntry(DirectoryEntry Entry) : LdapOperation;

    public sealed record SearchReference(ImmutableArray<string> Urls) : LdapOperation;

    public sealed record SearchDone(LdapAnswer Answer) : LdapOperation;

    public sealed record Modify(string DistinguishedName, ImmutableArray<AttributeChange> Changes) : LdapOperation;

    public sealed record ModifyDone(LdapAnswer Answer) : LdapOperation;

    public sealed record Add(DirectoryEntry Entry) : LdapOperation;

    public sealed record AddDone(LdapAnswer Answer) : LdapOperation;

    public sealed record Delete(string DistinguishedName) : LdapOperation;

    public sealed record DeleteDone(LdapAnswer Answer) : LdapOperation;

    public sealed record Abandon(int Id) : LdapOperation;

    public sealed record Extended(string Oid, OctetString? Value) : LdapOperation
    {
        public const string StartTls = "1.3.6.1.4.1.1466.20037";    // RFC 4511 section 4.14.1
    }

    public sealed record ExtendedDone(LdapAnswer Answer, string Oid, OctetString? Value) : LdapOperation
    {
        public const string Disconnection = "1.3.6.1.4.1.1466.20036";    // RFC 4511 section 4.4.1
    }
}

/// <summary>How an operation ended (RFC 4511 section 4.1.9).</summary>
internal sealed record LdapAnswer(int Code, string MatchedDn, string Diagnostic, ImmutableArray<string> Referral)
{
    public static LdapAnswer Success { get; } = new(LdapResult.Success, "", "", []);
}
