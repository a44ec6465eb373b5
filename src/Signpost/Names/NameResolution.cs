namespace Signpost.Names;

/// <summary>Who may be meant by a name (MS-OXWSRSLNM, ResolutionType).</summary>
/// <param name="Entry">Who.</param>
/// <param name="Contact">What more is known; null where it was not asked for.</param>
public sealed record NameResolution(NamedMailbox Entry, ContactCard? Contact = null);

/// <summary>What the address book knows of somebody (MS-OXWSCONT, ContactItemType), as far as it is read here.</summary>
/// <param name="DisplayName">The name people see; "" where there is none.</param>
/// <param name="Address">The SMTP address; "" where there is none.</param>
public sealed record ContactCard(string DisplayName, string Address);
