using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Signpost;

/// <summary>An SMTP address: the one input everything else is found from.</summary>
/// <remarks>The domain is kept as A-labels in lower case (RFC 5890), the local part as it was written.</remarks>
public readonly record struct MailboxAddress
{
    private const int LongestAddress = 254;     // RFC 5321 section 4.5.3.1.3, less the angle brackets
    private const int LongestLocalPart = 64;    // RFC 5321 section 4.5.3.1.1
    private const int LongestDomain = 253;      // RFC 1035 section 2.3.4: 255 octets with the lengths of its labels

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private MailboxAddress(string localPart, string domain) => (LocalPart, Domain) = (localPart, domain);

    /// <summary>What stands before the last <c>@</c>.</summary>
    public string LocalPart { get; }

    /// <summary>The domain as A-labels, in lower case: what is asked of DNS and of the directory.</summary>
    public string Domain { get; }

    /// <summary>Whether its domain is one label: then its hosts would lie in a top-level domain.</summary>
    internal bool IsInTopLevelDomain => !Domain.Contains('.', StringComparison.Ordinal);

    /// <summary>The address that <paramref name="text"/> spells.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static MailboxAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not a mailbox address");

    /// <summary>Reads an address; the domain is what follows the last <c>@</c> (MS-OXDISCO section 3.1.5.2).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MailboxAddress address)
    {
        address = default;
        var at = text?.LastIndexOf('@') ?? -1;
        if (text is null || at is < 1 or > LongestLocalPart || text.Length > LongestAddress)
        {
            return false;
        }

        var local = text[..at];
        if (!IsLocalPart(local) || !TryDomain(text[(at + 1)..], out var domain))
        {
            return false;
        }

        address = new MailboxAddress(local, domain);
        return true;
    }

    /// <summary>Reads a DNS domain name, in letters of any language, as A-labels in lower case.</summary>
    public static bool TryDomain(string text, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        if (text is "" || text.Length > LongestDomain || text.StartsWith('.') || text.EndsWith('.'))
        {
            return false;
        }

        try
        {
            domain = Idn.GetAscii(text).ToLowerInvariant();
            return domain.Length <= LongestDomain && !domain.Split('.').All(label => label.All(char.IsAsciiDigit));   // 10.0.0.1 is an address, not a domain
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Equals(MailboxAddress other) =>
        string.Equals(LocalPart, other.LocalPart, StringComparison.OrdinalIgnoreCase) && Domain == other.Domain;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(LocalPart ?? ""), Domain);

    /// <summary>The address, with its domain as A-labels.</summary>
    public override string ToString() => $"{LocalPart}@{Domain}";

    private static bool IsLocalPart(string text) =>
        IsText(text) && (text.StartsWith('"')
            ? IsQuoted(text)
            : !text.StartsWith('.') && !text.EndsWith('.') && !text.Contains("..", StringComparison.Ordinal) && text.All(IsAtom));

    // Whole characters that are for reading; XML 1.0 section 2.2 could not carry the others.
    private static bool IsText(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) is not OperationStatus.Done
                || OneLine.IsObeyed(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned)
            {
                return false;
            }

            at += length;
        }

        return true;
    }

    // RFC 5322 section 3.2.4: inside, a quote or a backslash stands behind a backslash.
    private static bool IsQuoted(string text)
    {
        var at = 1;
        while (at < text.Length - 1 && text[at] is not '"')
        {
            at += text[at] is '\\' ? 2 : 1;
        }

        return text.Length > 2 && at == text.Length - 1 && text[at] is '"';
    }

    // RFC 5322 section 3.2.3 atoms and RFC 6531 letters; a second @ is never part of an unquoted one.
    private static bool IsAtom(char c) => char.IsAsciiLetterOrDigit(c) || c > 0x7f || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);
}
