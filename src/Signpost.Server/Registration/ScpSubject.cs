using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Scp;
using Signpost.Sites;

namespace Signpost.Server.Registration;

/// <summary>What is to be said in the directory: that a CAS is here, or where another directory is.</summary>
public abstract record ScpSubject
{
    private protected ScpSubject()
    {
    }

    /// <summary>What is wrong with it, in one clause; null when it may be published.</summary>
    public abstract string? Fault { get; }

    internal abstract ScpContent Content { get; }

    internal abstract string CommonName { get; }
}

/// <summary>A CAS, as its SCP announces it.</summary>
/// <param name="Name">The name of the computer, at most 15 characters: it stands twice in the SCP's DN.</param>
/// <param name="DnsName">Its full DNS name.</param>
/// <param name="Url">The Autodiscover URL that is announced.</param>
/// <param name="Sites">The sites whose clients it is for; none makes the SCP siteless.</param>
public sealed record ScpAnnouncement(string Name, string DnsName, Uri Url, ImmutableArray<SiteName> Sites) : ScpSubject
{
    /// <summary>The Exchange organization; null takes the one there is.</summary>
    public string? Organization { get; init; }

    /// <inheritdoc/>
    public override string? Fault => ComputerName.Fault(Name) ?? Content.Fault;

    internal override ScpContent Content => new ScpContent.Announces(Url, DnsName, Sites.IsDefault ? [] : Sites);

    internal override string CommonName => Name;
}

/// <summary>Another directory, as an SCP pointer names it.</summary>
/// <param name="Url">Where it is: <c>LDAP://dc1.fabrikam.test</c>.</param>
/// <param name="Domains">The mail domains whose users are sent there; none sends all whom nothing else serves.</param>
public sealed record ScpPointing(string Url, ImmutableArray<string> Domains) : ScpSubject
{
    /// <inheritdoc/>
    public override string? Fault => Content.Fault;

    /// <summary>The directory that is pointed to; null where the URL names none.</summary>
    public LdapServer? Server => Pointer.Server;

    private ScpContent.PointsTo Pointer => new(Url, Domains.IsDefault ? [] : Domains);

    internal override ScpContent Content => Pointer;

    internal override string CommonName => Pointer.Server?.Host ?? "";
}
