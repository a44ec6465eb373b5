using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Signpost.Server.Storage;

/// <summary>Where SQLite itself is: <c>libe_sqlite3</c> beside the program, else the system's.</summary>
/// <remarks>A package of a distribution leaves the file out and depends on libsqlite3-0, which the distribution keeps safe. STRICT tables want 3.37, of November 2021.</remarks>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Has it ready; before the first connection.</summary>
    /// <exception cref="DllNotFoundException">There is neither.</exception>
    public static void Prepare() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Find);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        return true;
    }

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? search)
    {
        string[] systems = OperatingSystem.IsWindows() ? ["winsqlite3"] : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0"];
        foreach (var candidate in (string[])[name, .. systems])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, search, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
