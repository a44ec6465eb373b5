using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Signpost.Server.Operation;

namespace Signpost.Server.Tests.Operation;

public sealed class ServiceManagerTests
{
    [Fact]
    public async Task Systemd_is_told_of_each_stage_in_its_order()
    {
        using var systemd = new Systemd("NOTIFY_SOCKET");
        await using (var manager = systemd.Manager())
        {
            manager.Ready("serving contoso.test\non two lines");
            manager.Reloading();
            manager.Ready("serving contoso.test");
            manager.Stopping(TimeSpan.FromSeconds(30));
        }

        Assert.Equal("READY=1\nSTATUS=serving contoso.test on two lines", systemd.Next());
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+\nSTATUS=reading the configuration again$", systemd.Next());
        Assert.Equal("READY=1\nSTATUS=serving contoso.test", systemd.Next());
        Assert.Equal("STOPPING=1\nEXTEND_TIMEOUT_USEC=30000000\nSTATUS=stopping", systemd.Next());
    }

    [Fact]
    public async Task A_socket_that_is_no_file_works_as_well()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has sockets without a file");
        using var systemd = new Systemd("abstract");
        await using var manager = systemd.Manager();

        manager.Ready("serving");

        Assert.StartsWith("READY=1\n", systemd.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watchdog_is_told_while_the_server_is_alive()
    {
        using var systemd = new Systemd("NOTIFY_SOCKET");
        await using var manager = systemd.Manager(("WATCHDOG_USEC", "40000"));

        manager.Watch(_ => Task.FromResult<string?>(null));

        Assert.Equal(["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"], [systemd.Next(), systemd.Next(), systemd.Next()]);
    }

    [Fact]
    public async Task The_watchdog_is_not_told_while_the_server_is_not()
    {
        using var systemd = new Systemd("NOTIFY_SOCKET");
        var asked = new TaskCompletionSource();
        var times = 0;
        await using (var manager = systemd.Manager(("WATCHDOG_USEC", "8000")))
        {
            manager.Watch(_ =>
            {
                if (++times == 3)
                {
                    asked.SetResult();
                }

                return Task.FromResult<string?>("it does not answer");
            });
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            manager.Stopping(TimeSpan.Zero);
        }

        Assert.StartsWith("STOPPING=1\n", systemd.Next(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task The_watchdog_of_another_process_is_not_ours(int difference, bool isOurs)
    {
        using var systemd = new Systemd("NOTIFY_SOCKET");
        await using var manager = systemd.Manager(
            ("WATCHDOG_USEC", "40000"), ("WATCHDOG_PID", (Environment.ProcessId + difference).ToString(System.Globalization.CultureInfo.InvariantCulture)));

        manager.Watch(_ => Task.FromResult<string?>(null));
        manager.Ready("serving");

        Assert.Equal(isOurs, new[] { systemd.Next(), isOurs ? systemd.Next() : "" }.Contains("WATCHDOG=1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vsock:2:1")]
    public void Without_systemd_nobody_is_told(string? place) =>
        Assert.Null(ServiceManager.Of(name => name is "NOTIFY_SOCKET" ? place : null, 1, NullLogger.Instance, TimeProvider.System));

    /// <summary>The other end of the socket.</summary>
    private sealed class Systemd : IDisposable
    {
        private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-notify-");
        private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        private readonly string name;

        public Systemd(string kind)
        {
            name = kind is "abstract" ? $"@signpost-{Guid.NewGuid():N}" : Path.Combine(folder.FullName, "notify");
            socket.Bind(new UnixDomainSocketEndPoint(name.Replace('@', '\0')));
        }

        public ServiceManager Manager(params (string Name, string Value)[] others) => ServiceManager.Of(
            asked => asked is "NOTIFY_SOCKET" ? name : others.FirstOrDefault(other => other.Name == asked).Value, Environment.ProcessId, NullLogger.Instance, TimeProvider.System)
            ?? throw new InvalidOperationException("no manager");

        public string Next()
        {
            var buffer = new byte[1000];
            return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
        }

        public void Dispose()
        {
            socket.Dispose();
            folder.Delete(recursive: true);
        }
    }
}
