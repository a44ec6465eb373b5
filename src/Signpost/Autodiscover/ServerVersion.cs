using System.Globalization;

namespace Signpost.Autodiscover;

/// <summary>The version of an Exchange server, as 32 bits: 4 ignored, 6 major, 6 minor, 1 flag, 15 build (MS-OXDSCLI, ServerVersion).</summary>
public readonly record struct ServerVersion
{
    // Exchange sets the ignored bits to 7, and the flag.
    private const uint Frame = 0x7000_8000;

    /// <summary>A version of these numbers.</summary>
    /// <param name="major">0 to 63; 15 for Exchange 2013 and later.</param>
    /// <param name="minor">0 to 63.</param>
    /// <param name="build">0 to 32767.</param>
    public ServerVersion(int major, int minor, int build)
    {
        Major = major is >= 0 and < 64 ? major : throw new ArgumentOutOfRangeException(nameof(major));
        Minor = minor is >= 0 and < 64 ? minor : throw new ArgumentOutOfRangeException(nameof(minor));
        Build = build is >= 0 and < 32768 ? build : throw new ArgumentOutOfRangeException(nameof(build));
    }

    /// <summary>The product's generation.</summary>
    public int Major { get; }

    /// <summary>The release within it.</summary>
    public int Minor { get; }

    /// <summary>The build.</summary>
    public int Build { get; }

    /// <summary>The version as it goes over the wire: 8 hexadecimal digits.</summary>
    public string Encode() => (Frame | ((uint)Major << 22) | ((uint)Minor << 16) | (uint)Build).ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Encode"/> writes; the ignored bits and the flag may be anything.</summary>
    public static bool TryDecode(string text, out ServerVersion version)
    {
        var isRead = uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) && text.Length == 8;
        version = isRead ? new ServerVersion((int)(bits >> 22 & 0x3f), (int)(bits >> 16 & 0x3f), (int)(bits & 0x7fff)) : default;
        return isRead;
    }

    /// <summary>For example <c>14.1.218</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Build}");
}
