using System.Collections.Immutable;
using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class LdapMessageTests
{
    private const string PingRequest =
        "305b020101635604000a01000a0100020100020100010100a037a3190409446e73446f6d61696e040c636f6e746f736f2e74657374a30b0404486f737404035753"
        + "31a30d04054e74566572040406000000300a04084e65746c6f676f6e";

    private const string PingAnswerOfSamba =
        "308181020101647c04003078307604086e65746c6f676f6e316a0468170000001d110000bef6ec5427aa0e40bfc288c6706a57c007636f6e746f736f0474657374"
        + "00c0180464633031c01807434f4e544f534f00044443303100001744656661756c742d46697273742d536974652d4e616d65000652656d6f74650005000000ffff"
        + "ffff300c02010165070a010004000400";

    private static readonly LdapMessage Ping = new(1, new LdapOperation.Search(
        new DirectorySearch(
            "",
            SearchScope.Base,
            LdapFilter.AllOf(
                LdapFilter.Is("DnsDomain", "contoso.test"),
                LdapFilter.Is("Host", "WS1"),
                new LdapFilter.Equal("NtVer", new OctetString([6, 0, 0, 0]))),
            ["Netlogon"]),
        0,
        0));

    [Fact]
    public void The_ping_is_the_93_bytes_that_a_domain_controller_was_seen_to_answer()
    {
        Assert.Equal(PingRequest, Convert.ToHexStringLower(Ping.Write()));
    }

    [Fact]
    public void The_ping_reads_back()
    {
        var search = Assert.IsType<LdapOperation.Search>(LdapMessage.Read(Convert.FromHexString(PingRequest)).Operation);

        Assert.True(AnyLdap.Same(((LdapOperation.Search)Ping.Operation).What.Filter, search.What.Filter));
        Assert.Equal(["Netlogon"], search.What.Attributes);
    }

    [Fact]
    public void A_datagram_of_Samba_holds_an_entry_and_its_end()
    {
        var messages = LdapMessage.ReadAll(Convert.FromHexString(PingAnswerOfSamba));

        var entry = Assert.IsType<LdapOperation.SearchEntry>(messages[0].Operation).Entry;
        Assert.Equal(104, entry.Values("Netlogon").Single().Span.Length);
        Assert.Equal(LdapResult.Success, Assert.IsType<LdapOperation.SearchDone>(messages[1].Operation).Answer.Code);
        Assert.Equal(2, messages.Length);
    }

    [Fact]
    public void Four_bytes_of_length_are_read_where_one_would_do()
    {
        var done = LdapMessage.Read(Convert.FromHexString("3084000000100201016584000000070a010004000400"));

        Assert.IsType<LdapOperation.SearchDone>(done.Operation);
    }

    [Fact]
    public void A_diagnostic_loses_the_NUL_that_Active_Directory_ends_it_with()
    {
        var bytes = new LdapMessage(3, new LdapOperation.BindDone(new LdapAnswer(49, "", "data 52e, v1db1\0", []), null)).Write();

        var answer = Assert.IsType<LdapOperation.BindDone>(LdapMessage.Read(bytes).Operation).Answer;

        Assert.Equal("data 52e, v1db1", answer.Diagnostic);
    }

    [Fact]
    public void A_filter_nested_without_end_is_refused()
    {
        var filter = Enumerable.Range(0, 10_000).Aggregate(LdapFilter.Has("cn"), (inner, _) => new LdapFilter.Not(inner));
        var bytes = new LdapMessage(1, new LdapOperation.Search(new DirectorySearch("", SearchScope.Base, filter, []), 0, 0)).Write();

        var refusal = Assert.Throws<LdapFormatException>(() => LdapMessage.Read(bytes));

        Assert.Contains("too deep", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OneOfEach))]
    public void Every_operation_reads_back_as_it_was_written(string hex)
    {
        Assert.Equal(hex, Convert.ToHexStringLower(LdapMessage.Read(Convert.FromHexString(hex)).Write()));
    }

    [Fact]
    public void Search_requests_read_back_whatever_their_filter()
    {
        AnyLdap.SearchRequest.Sample(message =>
        {
            var (sent, read) = (message, LdapMessage.Read(message.Write()));
            var (was, now) = ((LdapOperation.Search)sent.Operation, (LdapOperation.Search)read.Operation);

            return sent.Id == read.Id && was.What.BaseDn == now.What.BaseDn && was.What.Scope == now.What.Scope
                && was.SizeLimit == now.SizeLimit && was.TimeLimit == now.TimeLimit && was.What.Attributes.SequenceEqual(now.What.Attributes)
                && AnyLdap.Same(was.What.Filter, now.What.Filter) && sent.Controls.SequenceEqual(read.Controls);
        });
    }

    [Fact]
    public void Entries_read_back_whatever_their_values()
    {
        AnyLdap.Entry.Sample(entry =>
        {
            var read = LdapMessage.Read(new LdapMessage(9, new LdapOperation.SearchEntry(entry)).Write());
            return AnyLdap.Same(entry, ((LdapOperation.SearchEntry)read.Operation).Entry);
        });
    }

    [Fact]
    public void Pages_read_back_whatever_their_cookie()
    {
        Gen.Select(Gen.Int[0, int.MaxValue], AnyLdap.Octets).Sample((size, cookie) =>
            LdapControl.PageAsked([LdapControl.DomainScope, LdapControl.Page(size, cookie)]) == (size, cookie)
            && LdapControl.NextPage([LdapControl.Page(size, cookie)]) == cookie);
    }

    [Fact]
    public void A_message_cut_off_anywhere_is_refused()
    {
        AnyLdap.SearchRequest.SelectMany(message => Gen.Select(Gen.Const(message.Write()), Gen.Double[0, 0.999]))
            .Sample((bytes, share) => Assert.Throws<LdapFormatException>(() => LdapMessage.Read(bytes.AsMemory(0, (int)(bytes.Length * share)))));
    }

    [Fact]
    public void Garbage_is_refused_in_one_way_only()
    {
        var messages = Gen.OneOf(AnyLdap.SearchRequest, Gen.Int[0, Examples.Length - 1].Select(index => Examples[index]), AnyLdap.Entry.Select(entry => new LdapMessage(1, new LdapOperation.SearchEntry(entry))));
        var changes = Gen.Select(Gen.Double[0, 0.999], Gen.Byte).Array[1, 6];
        Gen.Select(messages, changes).Sample((message, spots) =>
        {
            var bytes = message.Write();
            foreach (var (where, what) in spots)
            {
                bytes[(int)(bytes.Length * where)] = what;
            }

            ReadsOrRefuses(bytes);
        }, iter: 20_000);
        Gen.Byte.Array[0, 200].Sample(ReadsOrRefuses, iter: 20_000);
    }

    public static TheoryData<string> OneOfEach => [.. Examples.Select(message => Convert.ToHexStringLower(message.Write()))];

    private static ImmutableArray<LdapMessage> Examples
    {
        get
        {
            var refused = new LdapAnswer(50, "CN=Servers", "no right", ["ldap://dc2.example.org/CN=Servers"]);
            var entry = new DirectoryEntry("CN=CAS1,DC=example,DC=org", [new("keywords", [new("Site=Berlin"), new("x")]), new("cn", [])]);
            return
            [
                Ping,
                new(2, new LdapOperation.SimpleBind("ann@example.org", new OctetString("right"))),
                new(3, new LdapOperation.SaslBind("", "GSSAPI", new OctetString([1, 2, 3]))),
                new(4, new LdapOperation.SaslBind("", "GSSAPI", null)),
                new(5, new LdapOperation.BindDone(LdapAnswer.Success, new OctetString([7]))),
                new(6, new LdapOperation.BindDone(refused, null)),
                new(7, new LdapOperation.Unbind()),
                new(8, new LdapOperation.SearchEntry(entry)),
                new(8, new LdapOperation.SearchReference(["ldap://example.org/DC=example,DC=org", "ldap://dc2.example.org"])),
                new(8, new LdapOperation.SearchDone(refused), [LdapControl.Page(0, new OctetString([1, 0, 255]))]),
                new(9, new LdapOperation.Add(entry), [new LdapControl("1.2.3", true, null)]),
                new(9, new LdapOperation.AddDone(refused)),
                new(10, new LdapOperation.Modify("CN=CAS1", [AttributeChange.Replace("keywords", "a", "b"), new(ChangeKind.Delete, "cn", [])])),
                new(10, new LdapOperation.ModifyDone(refused)),
                new(11, new LdapOperation.Delete("CN=CAS1,DC=example,DC=org")),
                new(11, new LdapOperation.DeleteDone(LdapAnswer.Success)),
                new(12, new LdapOperation.Abandon(8)),
                new(13, new LdapOperation.Extended(LdapOperation.Extended.StartTls, null)),
                new(13, new LdapOperation.ExtendedDone(LdapAnswer.Success, LdapOperation.Extended.StartTls, new OctetString([9]))),
                new(int.MaxValue, new LdapOperation.ExtendedDone(refused, "", null)),
            ];
        }
    }

    private static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            foreach (var message in LdapMessage.ReadAll(bytes))
            {
                _ = LdapControl.NextPage(message.Controls);
                _ = LdapControl.PageAsked(message.Controls);
            }
        }
        catch (LdapFormatException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }
}
