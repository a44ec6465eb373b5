using System.Globalization;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>A version as SOAP writes it: <c>15.01.2507.006</c>. The update of the build is not kept.</summary>
internal static class DottedVersion
{
    public static string Write(ServerVersion? version) => version is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known.Major:00}.{known.Minor:00}.{known.Build:0000}.000")
        : "";

    public static ServerVersion? Read(string text) =>
        text.Split('.') is [var major, var minor, var build, ..]
        && CodecXml.Number(major) is { } first and < 64
        && CodecXml.Number(minor) is { } second and < 64
        && CodecXml.Number(build) is { } third and < 32768
            ? new ServerVersion(first, second, third)
            : null;
}
