namespace Signpost.Sites;

/// <summary>What an LDAP ping asks (MS-ADTS section 6.3.3.1).</summary>
/// <param name="Domain">The DNS name of the domain.</param>
/// <param name="Version">Which form of answer is wanted.</param>
/// <param name="Host">The NetBIOS name of the client; "" to stay unnamed.</param>
internal sealed record NetlogonQuestion(string Domain, NetlogonVersion Version, string Host = "");
