using System.Diagnostics;
using Signpost.Directory;

namespace Signpost.Server.Registration;

/// <summary>Keeps the SCP of a running CAS true: published while it is well, withdrawn while it is not, published again when it recovers.</summary>
/// <remarks>The directory is opened for each change and closed again: a connection that idles for hours breaks, and a domain controller may be replaced meanwhile.</remarks>
/// <param name="subject">What is announced.</param>
/// <param name="openAsync">Opens the directory; what it opens is closed here.</param>
/// <param name="who">Who logs on there, in words for people.</param>
/// <param name="checkAsync">Whether the CAS is well.</param>
/// <param name="options">How it is kept.</param>
/// <param name="tell">Is told what happened; it must be quick.</param>
/// <param name="time">The clock.</param>
public sealed class ScpKeeper(
    ScpSubject subject, Func<CancellationToken, Task<OpenOutcome>> openAsync, string who, Func<CancellationToken, Task<HealthVerdict>> checkAsync,
    ScpKeeperOptions options, Action<ScpKeeperEvent> tell, TimeProvider time)
{
    private int failures;
    private string why = "";
    private bool? isPublished;          // what the directory was last brought to say; null while that is not known
    private bool hasTroubleBeenTold;
    private TimeSpan retry;
    private long notBefore;             // the directory is left alone until then
    private long lastWritten;

    /// <summary>Whether the SCP stays as it is when the keeping ends, because another goes on with it.</summary>
    public Func<bool> Leaves { get; init; } = () => false;

    /// <summary>Whether the directory was last brought to announce the CAS.</summary>
    public bool IsPublished => isPublished is true;

    /// <summary>Keeps it until it is cancelled, then withdraws it where the options say so, and returns.</summary>
    /// <exception cref="InvalidOperationException">What is announced has a fault.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (subject.Fault is { } fault)
        {
            throw new InvalidOperationException(fault);
        }

        try
        {
            while (true)
            {
                Weigh(await checkAsync(cancellationToken));
                await BringAboutAsync(cancellationToken);
                await Task.Delay(Pause(), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await StopAsync();
        }
    }

    private void Weigh(HealthVerdict verdict)
    {
        switch (verdict)
        {
            case HealthVerdict.Healthy:
                failures = 0;
                break;
            case HealthVerdict.Unhealthy { Why: var reason }:
                why = reason;
                if (++failures == 1)
                {
                    tell(new ScpKeeperEvent.Unhealthy(reason));
                }

                break;
            default:
                throw new UnreachableException();
        }
    }

    private bool IsToBePublished => failures == 0;

    private bool IsToBeWithdrawn => failures >= options.FailuresBeforeWithdrawal && options.WhenUnhealthy is not ScpWithdrawal.Leave;

    private async Task BringAboutAsync(CancellationToken cancellationToken)
    {
        var isDue = isPublished is not true || time.GetElapsedTime(lastWritten) >= options.RefreshEvery;
        if (time.GetTimestamp() < notBefore || !((IsToBePublished && isDue) || (IsToBeWithdrawn && isPublished is not false)))
        {
            return;
        }

        var publishes = IsToBePublished;
        switch (await WriteAsync(publishes, options.WhenUnhealthy, cancellationToken))
        {
            case RegistrationOutcome.Done { Plan: var plan }:
                (retry, notBefore, lastWritten) = (TimeSpan.Zero, 0, time.GetTimestamp());
                if (hasTroubleBeenTold)
                {
                    tell(new ScpKeeperEvent.Recovered());
                    hasTroubleBeenTold = false;
                }

                // Looking after what is as it is to be is nothing to tell.
                if (isPublished != publishes || !plan.IsUpToDate)
                {
                    tell(publishes
                        ? new ScpKeeperEvent.Published(plan.DistinguishedName, plan.Steps)
                        : new ScpKeeperEvent.Withdrawn(plan.DistinguishedName, plan.Steps, options.WhenUnhealthy, why));
                }

                isPublished = publishes;
                break;
            case RegistrationOutcome.Failed { Problem: var problem }:
                retry = retry == TimeSpan.Zero ? options.FirstRetry : TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, options.LastRetry.Ticks));
                notBefore = time.GetTimestamp() + (long)(retry.TotalSeconds * time.TimestampFrequency);
                if (!hasTroubleBeenTold)
                {
                    tell(new ScpKeeperEvent.Failed(problem));
                    hasTroubleBeenTold = true;
                }

                break;
            default:
                throw new UnreachableException();
        }
    }

    private TimeSpan Pause()
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), notBefore);
        return left > TimeSpan.Zero && left < options.CheckEvery ? left : options.CheckEvery;
    }

    private async Task StopAsync()
    {
        if (options.WhenStopped is ScpWithdrawal.Leave || Leaves())
        {
            return;
        }

        // Whoever stops the CAS has cancelled everything else: this one thing is still to be done, and not for ever.
        using var limit = new CancellationTokenSource(options.StopTimeout, time);
        try
        {
            tell(await WriteAsync(publishes: false, options.WhenStopped, limit.Token) switch
            {
                RegistrationOutcome.Done { Plan: var plan } => new ScpKeeperEvent.Withdrawn(plan.DistinguishedName, plan.Steps, options.WhenStopped, "the CAS is stopped"),
                RegistrationOutcome.Failed { Problem: var problem } => new ScpKeeperEvent.Failed(problem),
                _ => throw new UnreachableException(),
            });
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            tell(new ScpKeeperEvent.Failed(new ScpProblem.OfDirectory(new DirectoryFailure.TimedOut("the directory", "the withdrawal of the SCP", options.StopTimeout))));
        }
    }

    private async Task<RegistrationOutcome> WriteAsync(bool publishes, ScpWithdrawal how, CancellationToken cancellationToken)
    {
        switch (await openAsync(cancellationToken))
        {
            case OpenOutcome.Opened { Directory: var directory }:
                await using (directory)
                {
                    return directory is not IWritableDirectory writable ? Failed(new DirectoryFailure.Unreachable(directory.Source, "it can only be read"))
                        : publishes ? await new ScpRegistrar(writable, who).PublishAsync(subject, cancellationToken)
                        : await new ScpRegistrar(writable, who).RetractAsync(subject, how is ScpWithdrawal.Drain, cancellationToken);
                }

            case OpenOutcome.Failed { Failure: var failure }:
                return Failed(failure);
            default:
                throw new UnreachableException();
        }
    }

    private static RegistrationOutcome.Failed Failed(DirectoryFailure failure) => new(new ScpProblem.OfDirectory(failure), []);
}
