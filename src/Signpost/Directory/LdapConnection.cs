using System.Collections.Immutable;
using System.Threading.Channels;
using Signpost.Tracing;

namespace Signpost.Directory;

/// <summary>A connection that many operations share: answers find their question by its id (RFC 4511 section 4.1.1.1).</summary>
/// <remarks>
/// Two tasks run for as long as the connection lives, and end within <see cref="DisposeAsync"/>: one reads, one writes what is queued.
/// When either meets the end of the connection, every open operation ends with its reason, and so does every later one.
/// </remarks>
internal sealed class LdapConnection : IAsyncDisposable
{
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromMilliseconds(500);

    private readonly LdapWire wire;
    private readonly string server;
    private readonly LdapOptions options;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<int, PendingOperation> pending = [];
    private readonly Channel<byte[]> outgoing = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly CancellationTokenSource stop;
    private readonly Task reader;
    private readonly Task writer;
    private DirectoryFailure? end;
    private int lastId;
    private bool isDisposed;

    /// <summary>Takes over the wire.</summary>
    /// <param name="wire">What the messages go over; it is closed with the connection.</param>
    /// <param name="server">The server, as a URL.</param>
    /// <param name="options">The time-out, and the trace.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lastId">The last id that was used on this wire.</param>
    public LdapConnection(LdapWire wire, string server, LdapOptions options, TimeProvider time, int lastId = 0)
    {
        (this.wire, this.server, this.options, this.time, this.lastId) = (wire, server, options, time, lastId);
        stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        reader = ReadAllAsync();
        writer = WriteAllAsync();
    }

    /// <summary>Asks, and waits for the answer. Only the caller's cancellation is thrown.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="controls">What is asked beside it.</param>
    /// <param name="doing">The question in words, for a time-out.</param>
    /// <param name="cancellationToken">Calls it off: the server is told, its answer not waited for.</param>
    public async Task<LdapReply> AskAsync(LdapOperation question, ImmutableArray<LdapControl> controls, string doing, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reply = await ReplyToAsync(new PendingOperation(server, question), controls, doing, cancellationToken);
        if (options.Trace is { KeepsWire: true } trace)
        {
            trace.Exchange(server, LdapWords.Of(question, controls), LdapWords.Of(reply));
        }

        return reply;
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
        }

        End(new DirectoryFailure.Unreachable(server, "the connection was closed here"));
        outgoing.Writer.TryWrite(new LdapMessage(NextId(), new LdapOperation.Unbind()).Write());
        outgoing.Writer.TryComplete();
        stop.CancelAfter(FarewellTimeout);      // a peer that reads nothing any more does not hold us
        await writer;
        stop.Cancel();
        await reader;
        await wire.DisposeAsync();
        stop.Dispose();
    }

    private async Task<LdapReply> ReplyToAsync(
        PendingOperation operation, ImmutableArray<LdapControl> controls, string doing, CancellationToken cancellationToken)
    {
        if (Begin(operation, controls) is not { } id)
        {
            return new LdapReply.Failed(end!);
        }

        using var clock = new CancellationTokenSource(options.Timeout, time);
        using var tooLate = clock.Token.UnsafeRegister(
            _ => operation.End(new LdapReply.Failed(new DirectoryFailure.TimedOut(server, doing, options.Timeout))), null);
        using var calledOff = cancellationToken.UnsafeRegister(_ => operation.Cancel(cancellationToken), null);
        try
        {
            return await operation.Reply;
        }
        finally
        {
            Abandon(id);
        }
    }

    /// <summary>The id of the operation, or null where the connection has ended.</summary>
    private int? Begin(PendingOperation operation, ImmutableArray<LdapControl> controls)
    {
        lock (gate)
        {
            if (end is not null)
            {
                return null;
            }

            var id = NextId();
            pending.Add(id, operation);
            outgoing.Writer.TryWrite(new LdapMessage(id, operation.Question, controls).Write());
            return id;
        }
    }

    // RFC 4511 section 4.11. Nothing is sent for an operation that has its answer, nor over a connection that has ended.
    private void Abandon(int id)
    {
        lock (gate)
        {
            if (pending.Remove(id) && end is null)
            {
                outgoing.Writer.TryWrite(new LdapMessage(NextId(), new LdapOperation.Abandon(id)).Write());
            }
        }
    }

    private int NextId()
    {
        lock (gate)
        {
            do
            {
                lastId = lastId == int.MaxValue ? 1 : lastId + 1;
            }
            while (pending.ContainsKey(lastId));
            return lastId;
        }
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (await wire.ReadAsync(stop.Token) is { } message)
            {
                if (LdapBreak.Disconnection(server, message) is { } farewell)
                {
                    End(farewell);
                    return;
                }

                Hear(message);
            }

            End(LdapBreak.Closed(server));
        }
        catch (Exception broken) when (LdapBreak.IsBreak(broken))
        {
            End(LdapBreak.Of(server, broken));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    // A message that answers nobody is a late one to an operation that was called off: it is not heard.
    private void Hear(LdapMessage message)
    {
        PendingOperation? operation;
        lock (gate)
        {
            pending.TryGetValue(message.Id, out operation);
        }

        if (operation?.Hear(message) is { } reply)
        {
            lock (gate)
            {
                pending.Remove(message.Id);
            }

            operation.End(reply);
        }
    }

    private async Task WriteAllAsync()
    {
        try
        {
            while (await outgoing.Reader.WaitToReadAsync(stop.Token))
            {
                while (outgoing.Reader.TryRead(out var message))
                {
                    await wire.WriteAsync(message, stop.Token);
                }
            }
        }
        catch (Exception broken) when (LdapBreak.IsBreak(broken))
        {
            End(LdapBreak.Of(server, broken));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private void End(DirectoryFailure why)
    {
        ImmutableArray<PendingOperation> open;
        lock (gate)
        {
            end ??= why;
            open = [.. pending.Values];
            pending.Clear();
        }

        foreach (var operation in open)
        {
            operation.End(new LdapReply.Failed(end));
        }
    }
}
