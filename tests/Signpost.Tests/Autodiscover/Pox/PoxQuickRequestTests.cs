using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Pox;

/// <summary>What is read quickly is what the parser would have read.</summary>
public sealed class PoxQuickRequestTests
{
    private const string Inner = "<EMailAddress>ada@contoso.test</EMailAddress><AcceptableResponseSchema>" + PoxSchema.OutlookResponse + "</AcceptableResponseSchema>";

    private static readonly string[] Requests =
    [
        $"<?xml version='1.0' encoding='utf-8'?>\n<Autodiscover xmlns=\"{PoxSchema.OutlookRequest}\"><Request>{Inner}</Request></Autodiscover>",
        $"<Autodiscover xmlns='{PoxSchema.MobileSyncRequest}'>\n  <Request>\n    {Inner}\n  </Request>\r\n</Autodiscover>\n",
        $"<?xml version=\"1.0\"?><Autodiscover xmlns=\"{PoxSchema.OutlookRequest}\"><Request><LegacyDN> /o=Contoso/cn=ada </LegacyDN>{Inner}</Request></Autodiscover>",
    ];

    [Fact]
    public void Requests_as_clients_write_them_are_read_quickly() => Assert.All(Requests, request => Assert.NotNull(PoxQuickRequest.Read(Encoding.UTF8.GetBytes(request))));

    [Theory]
    [InlineData("<EMailAddress>a&amp;b@contoso.test</EMailAddress>")]
    [InlineData("<EMailAddress>\u00e4@contoso.test</EMailAddress>")]
    [InlineData("<EMailAddress>a@contoso.test</EMailAddress><EMailAddress>b@contoso.test</EMailAddress>")]
    [InlineData("<EMailAddress><!-- -->a@contoso.test</EMailAddress>")]
    [InlineData("<EMailAddress>a]]>@contoso.test</EMailAddress>")]
    [InlineData("<EMailAddress a='b'>a@contoso.test</EMailAddress>")]
    [InlineData("<EMailAddress/>")]
    [InlineData("<EMailAddress>a@contoso.test</EMailAddresses>")]
    public void What_is_not_written_as_usual_is_left_to_the_parser(string inner) => Assert.Null(PoxQuickRequest.Read(Encoding.UTF8.GetBytes(
        $"<Autodiscover xmlns=\"{PoxSchema.OutlookRequest}\"><Request>{inner}<AcceptableResponseSchema>s</AcceptableResponseSchema></Request></Autodiscover>")));

    [Fact]
    public void Of_any_damaged_request_the_parser_reads_the_same_or_nothing_is_read_quickly()
    {
        var quick = 0;
        foreach (var request in Requests)
        {
            foreach (var damaged in Damaged(Encoding.UTF8.GetBytes(request)))
            {
                if (PoxQuickRequest.Read(damaged) is { } read)
                {
                    quick++;
                    Assert.Equal(new CodecReading<PoxRequest>.Ok(read), PoxCodec.ReadAnyRequest(damaged));
                }
            }
        }

        Assert.InRange(quick, 1000, 1_000_000);     // damage within the address is still an address
    }

    // Every byte replaced by each that matters to markup, left out, and doubled; and every beginning.
    private static IEnumerable<byte[]> Damaged(byte[] request)
    {
        for (var at = 0; at < request.Length; at++)
        {
            foreach (var other in "<>&'\" \t\0\u007f/?!x]"u8.ToArray())
            {
                var changed = (byte[])request.Clone();
                changed[at] = other;
                yield return changed;
            }

            yield return [.. request[..at], .. request[(at + 1)..]];
            yield return [.. request[..(at + 1)], .. request[at..]];
            yield return request[..at];
        }
    }
}
