using Signpost.Logon;

namespace Signpost.Directory;

/// <summary>What came of a logon by one mechanism.</summary>
internal abstract record BindAttempt
{
    private BindAttempt()
    {
    }

    /// <summary>Logged on.</summary>
    public sealed record Done : BindAttempt;

    /// <summary>The mechanism does not work here or there; another one may.</summary>
    public sealed record NotHere(string Reason, string Remedy, PasswordFault Fault = PasswordFault.Unclear) : BindAttempt;

    /// <summary>The user or the password was refused: nothing more is tried.</summary>
    public sealed record Refused(string Reason, string Remedy, PasswordFault Fault = PasswordFault.Unclear) : BindAttempt;

    /// <summary>The connection did not last.</summary>
    public sealed record Broken(DirectoryFailure Failure) : BindAttempt;
}
