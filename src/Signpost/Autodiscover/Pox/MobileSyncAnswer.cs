using System.Collections.Immutable;

namespace Signpost.Autodiscover.Pox;

/// <summary>What a CAS answers to a phone (MS-ASCMD section 2.2.1.1). Text that was not given is "".</summary>
public abstract record MobileSyncAnswer
{
    private MobileSyncAnswer()
    {
    }

    /// <summary>Language and country, as in <c>en:us</c>.</summary>
    public string Culture { get; init; } = "";

    /// <summary>The name of the user.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The address of the user.</summary>
    public string EMailAddress { get; init; } = "";

    /// <summary>The servers to use.</summary>
    public sealed record Settings(ImmutableArray<MobileSyncServer> Servers) : MobileSyncAnswer
    {
        /// <inheritdoc/>
        public bool Equals(Settings? other) => base.Equals(other) && Servers.SequenceEqual(other.Servers);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Servers.Length);
    }

    /// <summary>Start again with another address.</summary>
    public sealed record Redirect(string Address) : MobileSyncAnswer;

    /// <summary>The server can't tell.</summary>
    /// <param name="Status">2 for a fault of the protocol; null where it is not given.</param>
    /// <param name="Code">As in <see cref="PoxErrorCode"/>; null where it is not given.</param>
    /// <param name="Message">The server's words.</param>
    /// <param name="DebugData">More of them.</param>
    public sealed record Error(int? Status, int? Code, string Message, string DebugData) : MobileSyncAnswer;
}

/// <summary>A server for phones.</summary>
/// <param name="Type"><c>MobileSync</c> or <c>CertEnroll</c>.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Name">The same URL, or the template of certificates.</param>
/// <param name="ServerData">The certificate authority of <c>CertEnroll</c>.</param>
public sealed record MobileSyncServer(ProtocolKind Type, ServiceUrl Url, string Name, string ServerData);
