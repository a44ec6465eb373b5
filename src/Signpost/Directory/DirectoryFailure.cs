using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Directory;

/// <summary>Why a directory did not do what it was asked.</summary>
public abstract record DirectoryFailure
{
    private DirectoryFailure()
    {
    }

    /// <summary>What happened, to which object, and what to do: one line, lower-case start, no full stop.</summary>
    public abstract string Describe();

    /// <summary>No domain controller could be found for the domain.</summary>
    public sealed record NoServer(string Domain, string Why) : DirectoryFailure
    {
        /// <inheritdoc/>
        public override string Describe() => $"no domain controller found for {Domain}: {Why}";
    }

    /// <summary>The server could not be reached, or the connection broke.</summary>
    public sealed record Unreachable(string Server, string Reason) : DirectoryFailure
    {
        /// <inheritdoc/>
        public override string Describe() => $"{Server}: {Reason}";
    }

    /// <summary>The server's certificate is not good.</summary>
    public sealed record Untrusted(string Server, TlsVerdict Verdict) : DirectoryFailure
    {
        /// <inheritdoc/>
        public override string Describe() => $"{Server}: {Verdict.Describe()}{Remedy}";

        private string Remedy => Verdict.Faults switch
        {
            [TlsFault.UnknownIssuer or TlsFault.IncompleteChain or TlsFault.SelfSigned, ..] => "; give the issuing authority with --ca",
            [TlsFault.NameMismatch, ..] => "; give one of its names in --directory",
            _ => "",
        };
    }

    /// <summary>The server, or this machine, refused the logon.</summary>
    /// <param name="Server">Who.</param>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="Remedy">Which option helps.</param>
    public sealed record BindRefused(string Server, string Reason, string Remedy) : DirectoryFailure
    {
        /// <summary>Whether it was the password, or might have been: then it is offered to nobody else in this run.</summary>
        public bool IsPasswordRefused { get; init; }

        /// <summary>What it has against the user or the password, where it says so.</summary>
        public PasswordFault Fault { get; init; }

        /// <inheritdoc/>
        public override string Describe() => $"{Server} refused the logon: {Reason}; {Remedy}";
    }

    /// <summary>No answer in time.</summary>
    public sealed record TimedOut(string Server, string Doing, TimeSpan After) : DirectoryFailure
    {
        /// <inheritdoc/>
        public override string Describe() => $"{Server}: no answer to {Doing} in {After.TotalSeconds:0.###} s";
    }

    /// <summary>The server answered with an error (RFC 4511 appendix A).</summary>
    public sealed record Refused(string Server, int ResultCode, string Diagnostic) : DirectoryFailure
    {
        /// <summary>Whether the object is not there, or may not be seen.</summary>
        public bool IsNoSuchObject => ResultCode is LdapResult.NoSuchObject;

        /// <summary>Whether an object of that name is there already.</summary>
        public bool IsAlreadyThere => ResultCode is LdapResult.EntryAlreadyExists;

        /// <summary>Whether who is logged on has no right to it.</summary>
        public bool IsForbidden => ResultCode is LdapResult.InsufficientAccessRights;

        /// <summary>Whether there are others below the object.</summary>
        public bool HasOthersBelow => ResultCode is LdapResult.NotAllowedOnNonLeaf;

        /// <summary>Whether somebody was quicker: a value to be added is there, or one to be taken away is gone.</summary>
        public bool IsOvertaken => ResultCode is LdapResult.NoSuchAttribute or LdapResult.AttributeOrValueExists;

        /// <summary>Whether its class may not stand where it was to be.</summary>
        public bool IsMisplaced => ResultCode is LdapResult.NamingViolation;

        /// <inheritdoc/>
        public override string Describe() => $"{Server} answered {LdapResult.NameOf(ResultCode)}{(Diagnostic is "" ? "" : $": {Diagnostic}")}";
    }

    /// <summary>What came was not LDAP, or not what was asked for.</summary>
    public sealed record Malformed(string Server, string What) : DirectoryFailure
    {
        /// <inheritdoc/>
        public override string Describe() => $"{Server} sent what is not LDAP: {What}";
    }

    /// <summary>A file could not be read as LDIF.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
    /// <param name="What">What is wrong.</param>
    public sealed record BadFile(string File, int Line, string What) : DirectoryFailure
    {
        /// <inheritdoc/>
        public override string Describe() => Line > 0 ? $"{File}:{Line}: {What}" : $"{File}: {What}";
    }
}
