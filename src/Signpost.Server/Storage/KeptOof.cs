using Signpost.Oof;

namespace Signpost.Server.Storage;

/// <summary>What is kept of a mailbox's absence.</summary>
/// <param name="Settings">As they were set; times are instants, to the microsecond.</param>
/// <param name="Version">How often they have been set: 1 is the first. No two writers are told the same.</param>
/// <param name="SetBy">Who set them, by the name of the logon.</param>
/// <param name="SetAt">When.</param>
internal sealed record KeptOof(OofSettings Settings, long Version, string SetBy, DateTimeOffset SetAt);
