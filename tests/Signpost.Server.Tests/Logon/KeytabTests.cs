using CsCheck;
using Signpost.Server.Logon;

namespace Signpost.Server.Tests.Logon;

public sealed class KeytabTests
{
    // Written by ktutil of MIT Kerberos 1.20: addent -password -p HTTP/cas1.contoso.test@CONTOSO.TEST -k 3 -e aes256-cts, and -k 300 -e arcfour-hmac of ann@CONTOSO.TEST.
    internal const string Written = "BQIAAABaAAIADENPTlRPU08uVEVTVAAESFRUUAARY2FzMS5jb250b3NvLnRlc3QAAAABawkjmgMAEgAgCxPxkyzB4JTekgHTP9HhHYqJremKHPkiZBdORcn9uzAAAAADAAAANgABAAxDT05UT1NPLlRFU1QAA2FubgAAAAFrCSOaLAAXABCp8N1X4e2rW7VamsCpnBXsAAABLA==";

    [Fact]
    public void It_holds_the_keys_that_were_written()
    {
        var keys = Keytab.Read(Convert.FromBase64String(Written), "cas.keytab", out _);

        Assert.Equal([new KeytabKey("HTTP/cas1.contoso.test@CONTOSO.TEST", 3, 18), new KeytabKey("ann@CONTOSO.TEST", 300, 23)], keys!.Value);
    }

    [Fact]
    public void A_hole_is_stepped_over()
    {
        byte[] file = [5, 2, 0xff, 0xff, 0xff, 0xfd, 1, 2, 3, .. Convert.FromBase64String(Written)[2..]];

        Assert.Equal(2, Keytab.Read(file, "cas.keytab", out _)!.Value.Length);
    }

    [Theory]
    [InlineData(0, "cas.keytab is no keytab of version 2")]
    [InlineData(20, "cas.keytab ends in the middle of a key")]
    public void A_file_that_is_cut_off_is_told(int length, string why)
    {
        Assert.Null(Keytab.Read(Convert.FromBase64String(Written).AsSpan(0, length), "cas.keytab", out var said));

        Assert.Equal(why, said);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        Assert.Null(Keytab.Load("/nowhere/cas.keytab", out var why));

        Assert.Equal("/nowhere/cas.keytab is not there", why);
    }

    [Fact]
    public void No_bytes_bring_the_reader_down() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Keytab.Read([5, 2, .. bytes], "cas.keytab", out _) is null or { IsDefault: false });
}
