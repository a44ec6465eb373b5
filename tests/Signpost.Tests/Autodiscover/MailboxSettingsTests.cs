using Signpost.Autodiscover;

namespace Signpost.Tests.Autodiscover;

public sealed class MailboxSettingsTests
{
    private static readonly ProtocolSettings Exch = new()
    {
        Kind = ProtocolKind.Exch,
        AsUrl = new("https://cas1.example.org/as"),
        EwsUrl = new("https://cas1.example.org/ews"),
        OofUrl = new("https://cas1.example.org/oof"),
        OabUrl = new("https://cas1.example.org/oab/"),
    };

    private static readonly ProtocolSettings Expr = new()
    {
        Kind = ProtocolKind.Expr,
        AsUrl = new("https://mail.example.org/as"),
        EwsUrl = new("https://mail.example.org/ews"),
        OofUrl = new("https://mail.example.org/oof"),
        OabUrl = new("https://mail.example.org/oab/"),
    };

    [Theory]
    [InlineData(CasService.Ews, "ews")]
    [InlineData(CasService.Availability, "as")]
    [InlineData(CasService.Oof, "oof")]
    [InlineData(CasService.AddressBook, "oab/")]
    public void Inside_takes_the_URLs_of_EXCH_and_outside_those_of_EXPR(CasService service, string path)
    {
        var settings = new MailboxSettings { Protocols = [Expr, Exch] };

        Assert.Equal($"https://cas1.example.org/{path}", settings.UrlOf(service, Vantage.Inside).Text);
        Assert.Equal($"https://mail.example.org/{path}", settings.UrlOf(service, Vantage.Outside).Text);
    }

    [Fact]
    public void One_side_stands_in_for_the_other()
    {
        Assert.Equal(Expr.EwsUrl, new MailboxSettings { Protocols = [Expr] }.UrlOf(CasService.Ews, Vantage.Inside));
        Assert.Equal(Exch.EwsUrl, new MailboxSettings { Protocols = [Exch] }.UrlOf(CasService.Ews, Vantage.Outside));
    }

    [Fact]
    public void One_URL_of_EWS_stands_in_for_the_others()
    {
        var onlyAs = new MailboxSettings { Protocols = [new() { Kind = ProtocolKind.Exch, AsUrl = Exch.AsUrl }] };
        var onlyEws = new MailboxSettings { Protocols = [new() { Kind = ProtocolKind.Exch, EwsUrl = Exch.EwsUrl }] };

        Assert.Equal(Exch.AsUrl, onlyAs.UrlOf(CasService.Ews, Vantage.Inside));
        Assert.Equal(Exch.AsUrl, onlyAs.UrlOf(CasService.Oof, Vantage.Inside));
        Assert.Equal(Exch.EwsUrl, onlyEws.UrlOf(CasService.Availability, Vantage.Inside));
        Assert.Equal(Exch.EwsUrl, onlyEws.UrlOf(CasService.Oof, Vantage.Inside));
        Assert.False(onlyEws.UrlOf(CasService.AddressBook, Vantage.Inside).IsGiven);
    }

    [Fact]
    public void What_is_no_URL_does_not_count()
    {
        var settings = new MailboxSettings { Protocols = [Exch with { OabUrl = new("Public Folder"), EwsUrl = new("/EWS") }, Expr] };

        Assert.Equal(Expr.OabUrl, settings.UrlOf(CasService.AddressBook, Vantage.Inside));
        Assert.Equal(Exch.AsUrl, settings.UrlOf(CasService.Ews, Vantage.Inside));
    }

    [Fact]
    public void EXHTTP_counts_last_with_its_inner_block_first()
    {
        var inner = Exch with { Kind = ProtocolKind.ExHttp };
        var outer = Expr with { Kind = ProtocolKind.ExHttp };
        var settings = new MailboxSettings { Protocols = [inner, outer] };

        Assert.Equal(inner.EwsUrl, settings.UrlOf(CasService.Ews, Vantage.Inside));
        Assert.Equal(outer.EwsUrl, settings.UrlOf(CasService.Ews, Vantage.Outside));
        Assert.Equal(Expr.EwsUrl, (settings with { Protocols = [inner, outer, Expr] }).UrlOf(CasService.Ews, Vantage.Inside));
    }

    [Fact]
    public void Settings_hold_for_the_shortest_time_given()
    {
        Assert.Equal(TimeSpan.FromHours(1), new MailboxSettings().Ttl);
        Assert.Equal(TimeSpan.FromHours(3), Holding(8, null, 3, 0).Ttl);
        Assert.Equal(Timeout.InfiniteTimeSpan, Holding(0, null).Ttl);
        Assert.Equal(TimeSpan.FromDays(365), Holding(int.MaxValue).Ttl);
    }

    [Fact]
    public void Equal_settings_are_equal_whatever_arrays_they_are_in()
    {
        var one = new MailboxSettings { Protocols = [Exch, Expr], AlternativeMailboxes = [new() { Type = "Archive" }] };
        var same = new MailboxSettings { Protocols = [Exch with { }, Expr with { }], AlternativeMailboxes = [new() { Type = "Archive" }] };

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, same with { Protocols = [Expr, Exch] });
        Assert.NotEqual(one, same with { AlternativeMailboxes = [] });
    }

    [Theory]
    [InlineData("https://cas1.example.org/EWS/Exchange.asmx", true)]
    [InlineData("http://cas1.example.org/", true)]
    [InlineData("Public Folder", false)]
    [InlineData("/EWS", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("", false)]
    public void Only_an_absolute_web_address_is_a_URL(string text, bool isUrl)
    {
        var url = new ServiceUrl(text);

        Assert.Equal(isUrl, url.TryUri(out _));
        Assert.Equal(text, url.Text);
        Assert.Equal(text is not "", url.IsGiven);
    }

    private static MailboxSettings Holding(params int?[] hours) => new() { Protocols = [.. hours.Select(h => new ProtocolSettings { TtlHours = h })] };
}
