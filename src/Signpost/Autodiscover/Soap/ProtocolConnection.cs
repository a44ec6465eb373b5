namespace Signpost.Autodiscover.Soap;

/// <summary>Where a mail service is (MS-OXWSADISC, ProtocolConnection).</summary>
/// <param name="EncryptionMethod"><c>None</c>, <c>SSL</c> or <c>TLS</c>, as the server wrote it.</param>
/// <param name="Hostname">The host.</param>
/// <param name="Port">The port; null where it was no number.</param>
public sealed record ProtocolConnection(string EncryptionMethod, string Hostname, int? Port);
