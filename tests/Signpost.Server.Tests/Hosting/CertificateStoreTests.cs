using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Server.Tests.Hosting;

public sealed class CertificateStoreTests : IDisposable
{
    private readonly CertificateFolder folder = new();
    private readonly ByHand time = new();
    private readonly List<string> said = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_is_said()
    {
        var missing = new CertificateConfiguration.Pem(folder.At("cas.pem"), folder.At("cas.pem"));

        Assert.Null(CertificateStore.Open([missing], said.Add, time, out var why));
        Assert.Equal($"{folder.At("cas.pem")}: no such file", why);
    }

    [Fact]
    public async Task A_file_that_vanishes_leaves_the_certificate_in_use_and_is_said_once()
    {
        await using var store = Open(folder.Write("cas.pem", "cas1.contoso.test"));
        folder.Remove("cas.pem");
        time.Fire();
        time.Fire();

        Assert.True(store.IsFor("cas1.contoso.test"));
        Assert.Equal([$"the certificate in use stays: {folder.At("cas.pem")}: no such file"], said);
    }

    [Fact]
    public async Task A_renewal_that_removes_the_file_first_is_taken_when_it_is_done()
    {
        await using var store = Open(folder.Write("cas.pem", "cas1.contoso.test"));
        folder.Remove("cas.pem");
        time.Fire();
        folder.Write("cas.pem", "cas1.contoso.test", "mail.contoso.test");
        time.Fire();

        Assert.True(store.IsFor("mail.contoso.test"));
        Assert.Equal($"{folder.At("cas.pem")} read again", said[^1]);
    }

    [Fact]
    public async Task A_reload_that_names_a_missing_file_changes_nothing()
    {
        await using var store = Open(folder.Write("cas.pem", "cas1.contoso.test"));

        Assert.False(store.Replace([new CertificateConfiguration.Pem(folder.At("none.pem"), folder.At("none.pem"))], out var why));
        Assert.Equal($"{folder.At("none.pem")}: no such file", why);
        Assert.True(store.IsFor("cas1.contoso.test"));
    }

    [Fact]
    public void A_key_of_another_certificate_is_said_with_both_files()
    {
        Assert.Null(CertificateStore.Open([folder.WriteWithWrongKey("cas.pem", "cas.key", "cas1.contoso.test")], said.Add, time, out var why));
        Assert.Equal($"{folder.At("cas.pem")}: its key is not the one in {folder.At("cas.key")}, or none is there", why);
    }

    private CertificateStore Open(CertificateConfiguration from) =>
        CertificateStore.Open([from], said.Add, time, out var why, (where, _) => said.Add($"{ServerCertificate.NameOf(where)} read again")) ?? throw new InvalidOperationException(why);

    /// <summary>Timers that go off when they are told to.</summary>
    private sealed class ByHand : TimeProvider
    {
        private Action? timer;

        public void Fire() => timer!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            timer = () => callback(state);
            return new Nothing();
        }

        private sealed class Nothing : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
