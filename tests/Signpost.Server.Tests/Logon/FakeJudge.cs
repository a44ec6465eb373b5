using Signpost.Server.Logon;

namespace Signpost.Server.Tests.Logon;

/// <summary>Knows that ann's password is "secret", and takes its time to say so.</summary>
internal sealed class FakeJudge(TimeProvider time) : IPasswordJudge
{
    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public string Right { get; set; } = "secret";

    public bool IsAway { get; set; }

    public async ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken)
    {
        Asked++;
        await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        return IsAway ? new LogonVerdict.Away("dc1.contoso.test is down")
            : password.Reveal() == Right ? new LogonVerdict.Accepted(new Caller(user, "Basic"))
            : new LogonVerdict.Refused("bad-password", user);
    }
}
