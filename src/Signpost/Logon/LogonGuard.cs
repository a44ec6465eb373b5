namespace Signpost.Logon;

/// <summary>Remembers for one run who refused which credentials: each refusal counts towards a lock-out, so that nobody else is given them.</summary>
/// <remarks>While one server judges them, no other is given them: else both might refuse. A host that took them already may be given them by several at once.</remarks>
internal sealed class LogonGuard
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private bool isTaken;
    private readonly Dictionary<(string User, string Secret), string> refused = [];
    private readonly HashSet<(MailboxLogon Logon, string Host)> accepted = [];

    /// <summary>Waits until nobody is judging credentials. Who has the turn asks <see cref="RefusedBy"/> again, and disposes it when he knows.</summary>
    public async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource mine;
        lock (gate)
        {
            if (!isTaken)
            {
                isTaken = true;
                return new Turn(this);
            }

            waiting.Enqueue(mine = new TaskCompletionSource());
        }

        await using var left = cancellationToken.Register(() => mine.TrySetCanceled(cancellationToken));
        await mine.Task;
        return new Turn(this);
    }

    /// <summary>The same, but without a wait where this host took these credentials before and nobody has refused them since.</summary>
    public Task<IDisposable> TurnAsync(MailboxLogon logon, string host, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (accepted.Contains((logon, host)) && !(KeyOf(logon) is { } key && refused.ContainsKey(key)))
            {
                return Task.FromResult<IDisposable>(new NoTurn());
            }
        }

        return TurnAsync(cancellationToken);
    }

    /// <summary>Notes that a host took credentials.</summary>
    public void Accept(MailboxLogon logon, string host)
    {
        lock (gate)
        {
            accepted.Add((logon, host));
        }
    }

    /// <summary>Who refused these credentials already; null while nobody has.</summary>
    public string? RefusedBy(MailboxLogon logon)
    {
        lock (gate)
        {
            return KeyOf(logon) is { } key ? refused.GetValueOrDefault(key) : null;
        }
    }

    /// <summary>Notes a refusal.</summary>
    /// <param name="logon">What was refused.</param>
    /// <param name="server">By whom.</param>
    public void Refuse(MailboxLogon logon, string server)
    {
        lock (gate)
        {
            if (KeyOf(logon) is { } key)
            {
                refused.TryAdd(key, server);
            }
        }
    }

    private void PassOn()
    {
        while (true)
        {
            TaskCompletionSource next;
            lock (gate)
            {
                if (!waiting.TryDequeue(out next!))
                {
                    isTaken = false;
                    return;
                }
            }

            if (next.TrySetResult())        // else he has left
            {
                return;
            }
        }
    }

    private static (string User, string Secret)? KeyOf(MailboxLogon logon) => logon switch
    {
        MailboxLogon.Password password => (password.User, password.Secret.Reveal()),
        MailboxLogon.Bearer bearer => ("", bearer.Token.Reveal()),
        _ => null,      // a ticket is no password: no refusal locks anybody out
    };

    private sealed class NoTurn : IDisposable
    {
        public void Dispose()
        {
            // Nobody waits for it.
        }
    }

    private sealed class Turn(LogonGuard guard) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                guard.PassOn();
            }
        }
    }
}
