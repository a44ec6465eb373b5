using System.Net;
using CsCheck;
using Signpost.Directory;
using Signpost.Sites;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Sites;

public sealed class NetlogonPingTests
{
    private static readonly Gen<string> Label =
        from chars in Gen.Char["abcXYZ019-_ äß日"].Array[1, 20]
        select new string(chars);

    private static readonly Gen<string> DnsName =
        from labels in Label.Array[0, 3]
        select string.Join('.', labels);

    private static readonly Gen<SiteName?> Site =
        Gen.OneOf(Gen.Const((SiteName?)null), Gen.OneOf(Label, Gen.Const("Berlin"), Gen.Const("St. Gallen")).Select(name => (SiteName?)new SiteName(name)));

    private static readonly Gen<NetlogonAnswer.Extended> Answers =
        from names in Gen.Select(DnsName, DnsName, DnsName, Label, Label)
        from sites in Gen.Select(Site, Site, Site)
        from rest in Gen.Select(Gen.UInt, Gen.Guid, Gen.Byte.Array[4], Gen.Int[23, 25], Gen.Bool, Gen.Bool)
        select new NetlogonAnswer.Extended
        {
            Opcode = (NetlogonOpcode)rest.Item4,
            Flags = (NetlogonFlags)rest.Item1,
            DomainGuid = rest.Item2,
            Forest = names.Item1,
            Domain = names.Item2,
            Host = names.Item3,
            NetbiosDomain = names.Item4,
            NetbiosHost = names.Item5,
            ServerSite = sites.Item1,
            ClientSite = sites.Item2,
            Address = rest.Item5 ? new IPAddress(rest.Item3) : null,
            NextClosest = rest.Item6 ? sites.Item3 : null,
            Version = NetlogonVersion.V1 | NetlogonVersion.V5Extended
                | (rest.Item5 ? NetlogonVersion.WithAddress : 0) | (rest.Item6 ? NetlogonVersion.WithClosestSite : 0),
        };

    [Fact]
    public void Samba_says_which_site_the_client_is_in()
    {
        var answer = Extended(NetlogonGoldens.SambaOslo);

        Assert.Equal(new NetlogonAnswer.Extended
        {
            Opcode = NetlogonOpcode.LogonExtended,
            Flags = (NetlogonFlags)0x113d,
            DomainGuid = new Guid("96c82561-ca93-408d-ae2c-f179f73914b7"),
            Forest = "contoso.test",
            Domain = "contoso.test",
            Host = "dc1.contoso.test",
            NetbiosDomain = "CONTOSO",
            NetbiosHost = "DC1",
            ServerSite = new SiteName("Paris"),
            ClientSite = new SiteName("Oslo"),
            Version = (NetlogonVersion)0x5,
        }, answer);
        Assert.False(answer.Flags.HasFlag(NetlogonFlags.Closest));
    }

    [Fact]
    public void A_client_in_the_site_of_the_domain_controller_is_told_so_by_a_flag()
    {
        var answer = Extended(NetlogonGoldens.SambaParis);

        Assert.Equal(new SiteName("Paris"), answer.ClientSite);
        Assert.True(answer.Flags.HasFlag(NetlogonFlags.Closest));
    }

    [Fact]
    public void An_empty_site_is_no_site()
    {
        var answer = Extended(NetlogonGoldens.SambaRoamWithAddress);

        Assert.Null(answer.ClientSite);
        Assert.Equal(new SiteName("Paris"), answer.ServerSite);
        Assert.Equal(IPAddress.Parse("10.77.0.1"), answer.Address);
    }

    [Fact]
    public void The_site_Remote_is_read_although_the_answer_has_less_than_was_asked() =>
        Assert.Equal(new SiteName("Remote"), Extended(NetlogonGoldens.SambaRemote).ClientSite);

    [Fact]
    public void The_next_closest_site_may_point_to_another_site()
    {
        var answer = Extended(NetlogonGoldens.LikeWindows);

        Assert.Equal(new SiteName("Branch"), answer.ClientSite);
        Assert.Equal(new SiteName("HQ"), answer.NextClosest);
        Assert.Equal(new SiteName("HQ"), answer.ServerSite);
    }

    [Theory]
    [MemberData(nameof(NetlogonGoldens.All), MemberType = typeof(NetlogonGoldens))]
    public void What_was_read_is_written_byte_for_byte(byte[] golden) =>
        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(NetlogonPing.Write(Extended(golden))));

    [Fact]
    public void What_is_written_is_read_again() =>
        Answers.Sample(answer => Assert.Equal(answer, NetlogonPing.Read(NetlogonPing.Write(answer))));

    [Fact]
    public void A_site_with_a_dot_is_one_label()
    {
        var blob = NetlogonPing.Write(new NetlogonAnswer.Extended { ClientSite = new SiteName("St. Gallen Süd") });

        Assert.Contains(Convert.ToHexString([15, .. "St. Gallen Süd"u8, 0]), Convert.ToHexString(blob), StringComparison.Ordinal);
        Assert.Equal(new SiteName("St. Gallen Süd"), NetlogonPing.Read(blob).Site);
    }

    [Fact]
    public void An_unknown_user_does_not_hide_the_site()
    {
        var blob = (byte[])[25, .. NetlogonGoldens.SambaOslo[1..]];

        Assert.Equal(new SiteName("Oslo"), NetlogonPing.Read(blob).Site);
        Assert.False(NetlogonPing.Read(blob).IsPaused);
    }

    [Fact]
    public void A_paused_netlogon_says_so() => Assert.True(NetlogonPing.Read([24, .. NetlogonGoldens.SambaOslo[1..]]).IsPaused);

    [Fact]
    public void The_forms_from_before_sites_have_none()
    {
        var answer = NetlogonPing.Read([19, 0, .. "\\\0\\\0D\0C\0001\0\0\0"u8, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);

        Assert.Equal(new NetlogonAnswer.Older(NetlogonOpcode.Logon), answer);
        Assert.Null(answer.Site);
    }

    [Fact]
    public void Garbage_is_refused_with_one_exception_and_nothing_else() =>
        Gen.Select(Gen.OneOf(NetlogonGoldens.All.Select(row => Gen.Const(row.Data)).ToArray()), Mutation.Any).Sample((golden, mutate) =>
        {
            var blob = mutate(golden);
            try
            {
                Assert.NotNull(NetlogonPing.Read(blob));
            }
            catch (NetlogonFormatException refused)
            {
                Assert.Contains("at byte", refused.Message, StringComparison.Ordinal);
            }
        }, iter: 20_000);

    [Theory]
    [InlineData(0xC0, 0x18, "name points forwards")]
    [InlineData(0xC0, 0x19, "name points forwards")]
    [InlineData(0x40, 0x00, "neither label nor pointer")]
    [InlineData(0x3F, 0x00, "field reaches past the end")]
    [InlineData(0x01, 0x1B, "control character in a name")]
    public void A_name_that_turns_in_a_circle_or_leaves_the_answer_is_refused(int first, int second, string what)
    {
        var blob = new byte[60];
        (blob[0], blob[24], blob[25]) = (23, (byte)first, (byte)second);

        var refused = Assert.Throws<NetlogonFormatException>(() => NetlogonPing.Read(blob));

        Assert.StartsWith(what, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_beyond_63_bytes_is_a_mistake_of_the_caller() => Assert.Throws<ArgumentException>(
        () => NetlogonPing.Write(new NetlogonAnswer.Extended { ClientSite = new SiteName(new string('x', 64)) }));

    [Fact]
    public void The_filter_carries_the_version_as_four_raw_bytes()
    {
        var filter = NetlogonPing.Filter(new NetlogonQuestion("contoso.test", (NetlogonVersion)6, "WS1"));

        var all = Assert.IsType<LdapFilter.And>(filter).All.Cast<LdapFilter.Equal>().ToArray();
        Assert.Equal(["DnsDomain", "Host", "NtVer"], all.Select(one => one.Attribute));
        Assert.Equal([6, 0, 0, 0], all[2].Value.Span.ToArray());
    }

    [Fact]
    public void A_filter_written_is_read_again() =>
        Gen.Select(DnsName, Label, Gen.UInt).Select((domain, host, version) => new NetlogonQuestion(domain, (NetlogonVersion)version, host))
            .Sample(question => Assert.Equal(question, NetlogonPing.ReadFilter(NetlogonPing.Filter(question))));

    [Fact]
    public void Another_filter_is_no_question()
    {
        Assert.Null(NetlogonPing.ReadFilter(LdapFilter.Has("objectClass")));
        Assert.Null(NetlogonPing.ReadFilter(LdapFilter.AllOf(LdapFilter.Is("DnsDomain", "contoso.test"))));
        Assert.Null(NetlogonPing.ReadFilter(LdapFilter.AllOf(LdapFilter.Has("NtVer"))));
    }

    private static NetlogonAnswer.Extended Extended(byte[] blob) => Assert.IsType<NetlogonAnswer.Extended>(NetlogonPing.Read(blob));
}
