using System.Net;
using System.Text;
using Signpost.Transport;

namespace Signpost.Tests.Transport;

public sealed class CasMessageTests
{
    private static readonly Uri Cas = new("https://cas1.contoso.test/autodiscover/autodiscover.xml");

    [Fact]
    public void A_question_is_a_POST_of_XML_in_UTF_8()
    {
        using var message = CasMessage.Of(new CasRequest(Cas, "<a/>"u8.ToArray()));

        Assert.Equal(HttpMethod.Post, message.Method);
        Assert.Equal("text/xml; charset=utf-8", message.Content!.Headers.ContentType!.ToString());
        Assert.Equal("text/xml", message.Headers.Accept.ToString());
        Assert.StartsWith("Signpost/", message.Headers.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Null(message.Headers.Authorization);
    }

    [Fact]
    public void Credentials_go_as_Basic_in_UTF_8()
    {
        using var message = CasMessage.Of(new CasRequest(Cas, []) { Authorization = CasAuthorization.Basic("ada", new Secret("wörd")) });

        Assert.Equal("ada:wörd", Encoding.UTF8.GetString(Convert.FromBase64String(message.Headers.Authorization!.Parameter!)));
    }

    [Fact]
    public void Credentials_for_plain_http_are_a_bug() => Assert.Throws<InvalidOperationException>(() =>
        CasMessage.Of(new CasRequest(new Uri("http://cas1.contoso.test/"), []) { Authorization = CasAuthorization.Basic("ada", new Secret("x")) }));

    [Fact]
    public async Task An_answer_is_read_with_its_location_and_the_schemes_it_offers()
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("body", Encoding.UTF8, "text/html") };
        answer.Headers.TryAddWithoutValidation("Location", "/" + new string('a', 500));
        answer.Headers.TryAddWithoutValidation("WWW-Authenticate", ["Negotiate", "NTLM, Basic realm=\"cas1\"", "basic realm=\"again\""]);

        var response = Assert.IsType<HttpOutcome.Answered>(await CasMessage.ReadAsync(answer, CasMessage.LongestAnswer, TestContext.Current.CancellationToken)).Response;

        Assert.Equal((401, 501, "text/html", "body"), (response.Status, response.Location!.Length, response.ContentType, Encoding.UTF8.GetString(response.Body)));
        Assert.Equal(["Negotiate", "NTLM", "Basic"], response.Offers);
        Assert.False(response.IsRedirect);
    }

    [Theory]
    [InlineData(CasMessage.LongestAnswer, true)]
    [InlineData(CasMessage.LongestAnswer + 1, false)]
    public async Task An_answer_of_more_than_a_mebibyte_is_none(int length, bool isAnswer)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[length]) };

        var outcome = await CasMessage.ReadAsync(answer, CasMessage.LongestAnswer, TestContext.Current.CancellationToken);

        Assert.Equal(isAnswer, outcome is HttpOutcome.Answered);
        Assert.True(isAnswer || outcome == new HttpOutcome.Malformed("answer is larger than 1024 KiB"));
    }

    [Fact]
    public async Task A_request_says_itself_how_long_its_answer_may_be()
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[CasMessage.LongestAnswer + 1]) };

        Assert.IsType<HttpOutcome.Answered>(await CasMessage.ReadAsync(answer, CasMessage.LongestAnswer + 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_question_called_off_is_cancelled()
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(new byte[10])) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CasMessage.ReadAsync(answer, CasMessage.LongestAnswer, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(302, "https://a.test/", true)]
    [InlineData(308, "/a", true)]
    [InlineData(302, null, false)]
    [InlineData(304, "/a", false)]
    [InlineData(200, "/a", false)]
    public void A_redirect_says_where_to(int status, string? location, bool isRedirect) =>
        Assert.Equal(isRedirect, new CasResponse(status, location, [], "", []).IsRedirect);
}
