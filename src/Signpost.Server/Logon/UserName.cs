namespace Signpost.Server.Logon;

/// <summary>A user's name as people type it.</summary>
internal abstract record UserName
{
    private const int Longest = 256;

    private UserName()
    {
    }

    /// <summary><c>ann@contoso.test</c>: an address, or the name in Active Directory.</summary>
    public sealed record Principal(string Whole, string User, string Domain) : UserName;

    /// <summary><c>CONTOSO\ann</c>.</summary>
    public sealed record DownLevel(string Domain, string User) : UserName;

    /// <summary><c>ann</c>.</summary>
    public sealed record Bare(string User) : UserName;

    /// <summary>Reads a name; null for what nobody is called, and for a DN: who an object is in the directory is no name of a person.</summary>
    public static UserName? Parse(string text)
    {
        if (text.Length is 0 or > Longest || text.Any(char.IsControl))
        {
            return null;
        }

        return text.IndexOfAny(['=', '@', '\\']) switch
        {
            < 0 => new Bare(text),
            0 => null,
            var at when text[at] is '=' => null,
            var at when text[at] is '\\' => at == text.Length - 1 ? null : new DownLevel(text[..at], text[(at + 1)..]),
            _ when text.EndsWith('@') => null,
            _ => new Principal(text, text[..text.LastIndexOf('@')], text[(text.LastIndexOf('@') + 1)..]),
        };
    }

    /// <summary>Whether <paramref name="name"/> is what a domain is called: its DNS name, or the first label of it.</summary>
    public static bool IsDomain(string name, string domain) =>
        domain is not "" && (name.Equals(domain, StringComparison.OrdinalIgnoreCase) || name.Equals(domain.Split('.')[0], StringComparison.OrdinalIgnoreCase));
}
