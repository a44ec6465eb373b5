namespace Signpost.Server.Logon;

/// <summary>Whoever knows whether a password is right.</summary>
public interface IPasswordJudge
{
    /// <summary>Judges a user's password; the verdict's caller has scheme <c>Basic</c>.</summary>
    ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken);
}
