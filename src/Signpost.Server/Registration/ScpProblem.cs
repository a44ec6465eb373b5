using System.Collections.Immutable;
using Signpost.Directory;

namespace Signpost.Server.Registration;

/// <summary>Why the directory was not, or not wholly, brought to say what it is to say.</summary>
public abstract record ScpProblem
{
    private ScpProblem()
    {
    }

    /// <summary>What happened, to which object, and what to do: one line, lower-case start, no full stop.</summary>
    public abstract string Describe();

    /// <summary>What an administrator can run about it; often nothing.</summary>
    public virtual ImmutableArray<string> Commands => [];

    /// <summary>The directory could not be asked, or refused for a reason of its own.</summary>
    public sealed record OfDirectory(DirectoryFailure Failure) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => Failure.Describe();
    }

    /// <summary>The directory names no configuration naming context: it is none of Active Directory.</summary>
    public sealed record NoConfiguration(string Source) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => $"{Source} has no configuration naming context: it is no Active Directory";
    }

    /// <summary>It can't be told which Exchange organization is meant.</summary>
    /// <param name="Given">The one that was given; null when none was.</param>
    /// <param name="Existing">Those there are.</param>
    public sealed record WhichOrganization(string? Given, ImmutableArray<string> Existing) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => Given is null
            ? $"there are several Exchange organizations: {string.Join(", ", Existing)}; give one of them with --organization"
            : $"there is no Exchange organization '{Given}', but {string.Join(", ", Existing)}; no second one is made";
    }

    /// <summary>The SCP at that place is another CAS's.</summary>
    public sealed record OfAnother(string DistinguishedName, string DnsName) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => $"{DistinguishedName} is the SCP of {DnsName}: take another --name, or retract that one first with --dns-name {DnsName}";
    }

    /// <summary>Something that is no SCP has the name.</summary>
    public sealed record NoScp(string DistinguishedName, string ObjectClass) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => $"{DistinguishedName} is there, but is no serviceConnectionPoint ({ObjectClass}): rename or remove it";
    }

    /// <summary>Something has the name that may not be read.</summary>
    public sealed record Unreadable(string DistinguishedName, string Who) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => $"{DistinguishedName} is there already, but {Who} may not read it: grant the right to read it";
    }

    /// <summary>A container that was there is gone.</summary>
    public sealed record Vanished(string DistinguishedName) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => $"{DistinguishedName} is not there, or vanished meanwhile: restore it and try again";
    }

    /// <summary>Whoever logged on may not do it.</summary>
    /// <param name="Doing">What was to be done, for example <c>create a serviceConnectionPoint below</c>.</param>
    /// <param name="DistinguishedName">On which object the right is lacking.</param>
    /// <param name="Who">Who lacks it.</param>
    /// <param name="Grantable">The container on which it is best granted.</param>
    public sealed record NoRight(string Doing, string DistinguishedName, string Who, string Grantable) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() =>
            $"{Who} may not {Doing} {DistinguishedName}: an administrator can grant the right {(Grantable == DistinguishedName ? "there" : $"on {Grantable}")}";

        /// <inheritdoc/>
        public override ImmutableArray<string> Commands => ScpRights.CommandsFor(Grantable, Who);
    }

    /// <summary>The class of the object is not permitted there.</summary>
    public sealed record Misplaced(string DistinguishedName, string Diagnostic) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => $"the schema does not permit {DistinguishedName} where it is to be{(Diagnostic is "" ? "" : $" ({Diagnostic})")}: create what is above it with Exchange's own tools";
    }

    /// <summary>The directory changes as often as it is read.</summary>
    public sealed record Unsettled(string DistinguishedName) : ScpProblem
    {
        /// <inheritdoc/>
        public override string Describe() => $"{DistinguishedName} changes all the time: see who else writes it, and try again";
    }
}
