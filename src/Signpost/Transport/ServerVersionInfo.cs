namespace Signpost.Transport;

/// <summary>Which Exchange answers (MS-OXWSADISC and MS-OXWSCDATA, ServerVersionInfo). A number that was not given is 0.</summary>
/// <param name="Major">15 for Exchange 2013 and later.</param>
/// <param name="Minor">The release within it.</param>
/// <param name="MajorBuild">The build.</param>
/// <param name="MinorBuild">The update of the build.</param>
/// <param name="Version">As clients name it: <c>Exchange2015</c>.</param>
public sealed record ServerVersionInfo(int Major, int Minor, int MajorBuild, int MinorBuild, string Version);
