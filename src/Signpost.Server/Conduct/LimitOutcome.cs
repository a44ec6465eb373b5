namespace Signpost.Server.Conduct;

/// <summary>Whether a request may go on.</summary>
/// <param name="Wait">How long its client has to wait first; zero where it may go on.</param>
/// <param name="Why">Of what there was too much: <c>requests</c>, <c>failed-logons</c>; "" where it may go on.</param>
/// <param name="IsFirst">Whether it is the first that is refused since the address was within its limits.</param>
/// <param name="HasFailed">Whether the address has failed logons to its account.</param>
internal readonly record struct LimitOutcome(TimeSpan Wait, string Why, bool IsFirst, bool HasFailed)
{
    public bool MayGoOn => Wait == TimeSpan.Zero;
}
