using Signpost.Directory;

namespace Signpost.Scp;

/// <summary>An SCP that names another directory to ask (MS-OXDISCO section 2.2.1).</summary>
/// <param name="DistinguishedName">Its DN.</param>
/// <param name="Keywords">For whom it is.</param>
/// <param name="Server">The directory it names.</param>
/// <param name="WhenCreated">When it was created.</param>
internal sealed record ScpPointer(string DistinguishedName, ScpKeywords Keywords, LdapServer Server, DateTimeOffset? WhenCreated);
