namespace Signpost.Server.Conduct;

/// <summary>An address is within its limits again.</summary>
/// <param name="Address">As it stands in the log.</param>
/// <param name="Refused">How many of its requests were refused.</param>
/// <param name="After">How long it took.</param>
internal sealed record LimitEnd(string Address, int Refused, TimeSpan After);
