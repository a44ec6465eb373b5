using System.Globalization;

namespace Signpost.Server.Registration;

/// <summary>The short name of a computer, as Active Directory knows it (MS-NBTE section 2.2.1).</summary>
public static class ComputerName
{
    private const int Longest = 15;
    private const string Forbidden = "\\/:*?\"<>|,;=+[].@ ";

    /// <summary>What is wrong with a name, in one clause; null when a computer may have it.</summary>
    public static string? Fault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name is "" ? "the name of the CAS is empty"
            : name.Length > Longest ? string.Create(CultureInfo.InvariantCulture, $"'{Shown(name)}' has more than {Longest} characters, which no computer's name may")
            : name.Any(c => char.IsControl(c) || Forbidden.Contains(c, StringComparison.Ordinal)) ? $"'{Shown(name)}' is no name of a computer: it has a character that none may have"
            : null;
    }

    /// <summary>The name of a host: its first label, in upper case, cut to what Active Directory takes.</summary>
    /// <param name="host">A host name, full or short.</param>
    /// <param name="wasCut">Whether it had to be cut.</param>
    public static string Of(string host, out bool wasCut)
    {
        ArgumentNullException.ThrowIfNull(host);
        var label = host.Split('.')[0].ToUpperInvariant();
        wasCut = label.Length > Longest;
        return wasCut ? label[..Longest] : label;
    }

    private static string Shown(string name) => new([.. name.Take(80).Select(c => char.IsControl(c) ? ' ' : c)]);
}
