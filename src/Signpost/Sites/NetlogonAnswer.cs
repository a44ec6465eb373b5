using System.Net;

namespace Signpost.Sites;

/// <summary>A domain controller's answer to an LDAP ping (MS-ADTS section 6.3.1).</summary>
internal abstract record NetlogonAnswer
{
    private NetlogonAnswer()
    {
    }

    /// <summary>What kind of answer it is.</summary>
    public abstract NetlogonOpcode Opcode { get; init; }

    /// <summary>Whether this domain controller wants to be left alone for now.</summary>
    public bool IsPaused => Opcode is NetlogonOpcode.Pause or NetlogonOpcode.PauseExtended;

    /// <summary>The site the client is in, where the domain controller knows one.</summary>
    public abstract SiteName? Site { get; }

    /// <summary>NETLOGON_SAM_LOGON_RESPONSE_EX (MS-ADTS section 6.3.1.9).</summary>
    public sealed record Extended : NetlogonAnswer
    {
        public override NetlogonOpcode Opcode { get; init; } = NetlogonOpcode.LogonExtended;
        public NetlogonFlags Flags { get; init; }
        public Guid DomainGuid { get; init; }
        public string Forest { get; init; } = "";
        public string Domain { get; init; } = "";
        public string Host { get; init; } = "";
        public string NetbiosDomain { get; init; } = "";
        public string NetbiosHost { get; init; } = "";
        public string User { get; init; } = "";

        /// <summary>The site of the domain controller itself.</summary>
        public SiteName? ServerSite { get; init; }

        /// <summary>The site of the client.</summary>
        public SiteName? ClientSite { get; init; }

        /// <inheritdoc/>
        public override SiteName? Site => ClientSite;

        /// <summary>The IPv4 address of the domain controller; only with <see cref="NetlogonVersion.WithAddress"/>.</summary>
        public IPAddress? Address { get; init; }

        /// <summary>The site next to the client's; only with <see cref="NetlogonVersion.WithClosestSite"/>.</summary>
        public SiteName? NextClosest { get; init; }

        /// <summary>Which of the two optional fields are there.</summary>
        public NetlogonVersion Version { get; init; } = NetlogonVersion.V1 | NetlogonVersion.V5Extended;
    }

    /// <summary>A form from before there were sites.</summary>
    public sealed record Older(NetlogonOpcode Opcode) : NetlogonAnswer
    {
        /// <inheritdoc/>
        public override NetlogonOpcode Opcode { get; init; } = Opcode;

        /// <inheritdoc/>
        public override SiteName? Site => null;
    }
}
