using System.Net.Sockets;
using System.Text;

namespace Signpost.Conformance.Operation;

/// <summary>The unit that is shipped, and the program as systemd would run it.</summary>
public sealed class SystemdTests
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    // prctl(PR_SET_MDWE): what MemoryDenyWriteExecute=yes does, kept over exec.
    private const string DenyWriteExecute = "import ctypes,os,sys;sys.exit('no PR_SET_MDWE') if ctypes.CDLL(None).prctl(65,1,0,0,0) else os.execv(sys.argv[1],sys.argv[1:])";

    private static string Unit => Path.Combine(Lab.Repository, "packaging", "systemd", "signpost.service");

    private const int MostSigns = 60;

    [Fact]
    public async Task The_unit_is_one_that_systemd_understands()
    {
        using var folder = new Folder();
        await folder.UnitAsync();

        var (exit, said) = await Child.RunAsync([Analyze, "verify", "--man=no", folder.File], ("SYSTEMD_LOG_LEVEL", "warning"));

        Assert.Equal((0, ""), (exit, said));
    }

    [Fact]
    public async Task The_unit_exposes_little()
    {
        using var folder = new Folder();
        await folder.UnitAsync();

        var (exit, said) = await Child.RunAsync([Analyze, "security", "--offline=yes", "--threshold=20", "--no-pager", folder.File]);

        Assert.True(exit == 0, said);
    }

    [Fact]
    public async Task The_program_tells_systemd_of_each_stage_of_its_life()
    {
        using var folder = new Folder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        socket.Bind(new UnixDomainSocketEndPoint(folder.Socket));
        await using var cas = new ServedCas();
        await cas.StartAsync([], ("NOTIFY_SOCKET", folder.Socket), ("WATCHDOG_USEC", "1000000"));

        Assert.StartsWith($"READY=1\nSTATUS=serving {ServedCas.Name} on https://", Next(socket), StringComparison.Ordinal);
        Assert.Equal("WATCHDOG=1", Next(socket));
        await cas.Child.SignalAsync("HUP");
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", NextButSignsOfLife(socket), StringComparison.Ordinal);
        Assert.StartsWith("READY=1\n", NextButSignsOfLife(socket), StringComparison.Ordinal);
        Assert.Equal("WATCHDOG=1", Next(socket));
        await cas.Child.SignalAsync("TERM");
        Assert.StartsWith("STOPPING=1\n", NextButSignsOfLife(socket), StringComparison.Ordinal);
        Assert.Equal(0, await cas.Child.EndAsync());
    }

    [Fact]
    public async Task The_watchdog_hears_nothing_of_a_program_that_is_stuck()
    {
        using var folder = new Folder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        socket.Bind(new UnixDomainSocketEndPoint(folder.Socket));
        await using var cas = new ServedCas();
        await cas.StartAsync([], ("NOTIFY_SOCKET", folder.Socket), ("WATCHDOG_USEC", "400000"));
        Assert.StartsWith("READY=1\n", Next(socket), StringComparison.Ordinal);
        Assert.Equal("WATCHDOG=1", Next(socket));

        await cas.Child.SignalAsync("STOP");
        socket.ReceiveTimeout = 1000;
        while (socket.Available > 0)
        {
            Next(socket);
        }

        Assert.Equal(SocketError.TimedOut, Assert.Throws<SocketException>(() => Next(socket)).SocketErrorCode);
        await cas.Child.SignalAsync("CONT");
        socket.ReceiveTimeout = 20_000;
        Assert.Equal("WATCHDOG=1", Next(socket));
    }

    [Fact]
    public async Task The_native_program_needs_no_memory_that_can_be_written_and_run()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SIGNPOST_NATIVE") is { Length: > 0 }, "needs SIGNPOST_NATIVE: the natively compiled executable");
        await using var cas = new ServedCas();
        await cas.StartAsync(["/usr/bin/python3", "-c", DenyWriteExecute]);
        using var client = cas.Client();
        using var request = ServedCas.Question(cas.Https, "/autodiscover/autodiscover.xml", ServedCas.Password);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
    }

    private static string Next(Socket socket)
    {
        var buffer = new byte[1000];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }

    private static string NextButSignsOfLife(Socket socket)
    {
        // A program that never says what is awaited gives signs of life for ever.
        for (var signs = 0; signs < MostSigns; signs++)
        {
            if (Next(socket) is not "WATCHDOG=1" and var said)
            {
                return said;
            }
        }

        throw new Xunit.Sdk.XunitException($"{MostSigns} signs of life, and nothing else");
    }

    /// <summary>The unit as installed, but for the place of the program.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-unit-");

        public string File => Path.Combine(folder.FullName, "signpost.service");

        public string Socket => Path.Combine(folder.FullName, "notify");

        public async Task UnitAsync()
        {
            Assert.SkipUnless(System.IO.File.Exists(Analyze), "needs systemd-analyze: apt-get install systemd");
            var text = await System.IO.File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken);
            Assert.Contains("ExecStart=/usr/bin/signpost ", text, StringComparison.Ordinal);
            await System.IO.File.WriteAllTextAsync(File, text.Replace("ExecStart=/usr/bin/signpost ", "ExecStart=/bin/true ", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
