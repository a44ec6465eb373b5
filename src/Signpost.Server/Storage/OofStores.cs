using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;

namespace Signpost.Server.Storage;

/// <summary>The store that a configuration describes; nothing is opened yet.</summary>
internal static class OofStores
{
    public static IOofStore Of(StorageConfiguration storage, ILogger log, TimeProvider time)
    {
        IOofStore engine = storage.Place switch
        {
            StoragePlace.Sqlite { File: var file } => new SqliteOofStore(new SqliteFile(file, storage.Timeout)),
            StoragePlace.Postgres server => new PostgresOofStore(server, storage.Timeout),
            _ => throw new InvalidOperationException("a case is missing"),
        };
        return new GuardedOofStore(engine, storage.Timeout, log, time);
    }
}
