namespace Signpost.Directory;

/// <summary>What came is not LDAP. Never leaves this folder: it is turned into a <see cref="DirectoryFailure"/> or an ignored datagram.</summary>
internal sealed class LdapFormatException : Exception
{
    public LdapFormatException(string what)
        : base(what)
    {
    }

    public LdapFormatException(string what, Exception cause)
        : base(what, cause)
    {
    }
}
