using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Signpost.Server.Storage;

/// <summary>One connection to a SQLite file, and the thread that waits for it: SQLite has calls that block, and requests must not wait in the threads of all.</summary>
/// <remarks>What has come while a commit waited for the disk is done together in the next one: a hundred writers wait for two commits, not for a hundred.</remarks>
internal sealed class SqliteDesk : IDisposable
{
    private const int MostTogether = 256;

    private readonly SqliteFile file;
    private readonly bool isForWriting;
    private readonly BlockingCollection<IJob> jobs = [];
    private readonly Thread thread;
    private SqliteConnection? connection;

    public SqliteDesk(SqliteFile file, bool isForWriting)
    {
        (this.file, this.isForWriting) = (file, isForWriting);
        thread = new Thread(Work) { IsBackground = true, Name = isForWriting ? "SQLite writer" : "SQLite reader" };
        thread.Start();
    }

    /// <summary>Does something with the connection; at a desk for writing in a transaction, which has been committed when this ends.</summary>
    /// <param name="work">What.</param>
    /// <param name="away">What comes of it where the store fails; is told why.</param>
    /// <param name="cancellationToken">Calls it off if it has not begun.</param>
    public Task<T> DoAsync<T>(Func<SqliteConnection, T> work, Func<string, T> away, CancellationToken cancellationToken)
    {
        var job = new Job<T>(work, away, cancellationToken);
        jobs.Add(job, cancellationToken);
        return job.Result.WaitAsync(cancellationToken);
    }

    /// <summary>Ends when all that was begun has.</summary>
    public void Dispose()
    {
        jobs.CompleteAdding();
        thread.Join();
        jobs.Dispose();
    }

    private void Work()
    {
        var batch = new List<IJob>();
        foreach (var first in jobs.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MostTogether && jobs.TryTake(out var next))
            {
                batch.Add(next);
            }

            DoAll(batch);
            batch.Clear();
        }

        Close();
    }

    private void DoAll(List<IJob> batch)
    {
        try
        {
            connection ??= file.Open();
            using (var transaction = isForWriting ? connection.BeginTransaction(deferred: false) : null)
            {
                batch.ForEach(job => job.Do(connection));
                transaction?.Commit();
            }

            batch.ForEach(job => job.Done());
        }
        catch (Exception failed) when (SqliteWords.IsStoreFailure(failed))
        {
            Close();
            var why = SqliteWords.Of(file.Path, failed);
            batch.ForEach(job => job.Away(why));
        }
        catch (Exception unexpected)
        {
            // The top of this thread: whoever waits is told of our mistake, and the next one finds a new connection.
            Close();
            batch.ForEach(job => job.Broken(unexpected));
        }
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    private interface IJob
    {
        void Do(SqliteConnection connection);

        void Done();

        void Away(string why);

        void Broken(Exception mistake);
    }

    private sealed class Job<T>(Func<SqliteConnection, T> work, Func<string, T> away, CancellationToken cancellationToken) : IJob
    {
        private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? made;

        public Task<T> Result => result.Task;

        // Who has gone by now was told that it failed: then it must not come true later.
        public void Do(SqliteConnection connection)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                made = work(connection);
            }
            else
            {
                result.TrySetCanceled(cancellationToken);
            }
        }

        public void Done() => result.TrySetResult(made!);

        public void Away(string why) => result.TrySetResult(away(why));

        public void Broken(Exception mistake) => result.TrySetException(mistake);
    }
}
