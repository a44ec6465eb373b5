using Signpost.Sites;

namespace Signpost.Tests.Sites;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("Berlni", "Berlin")]
    [InlineData("berlin", "Berlin")]
    [InlineData("Brlin", "Berlin")]
    [InlineData("Berliner", "Berlin")]
    [InlineData("Lion", "Lyon")]
    [InlineData("Lyon-1", "Lyon")]
    [InlineData("Lyon-12", null)]
    [InlineData("Rome", null)]
    [InlineData("US", null)]
    [InlineData("", null)]
    public void The_nearest_name_within_two_letters_is_meant(string wrong, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(new SiteName(wrong), [new("HQ"), new("Berlin"), new("Lyon")])?.Value);

    [Fact]
    public void The_nearer_of_two_is_meant() =>
        Assert.Equal("Lyon2", Spelling.Nearest(new SiteName("Lyon3"), [new("Lyo"), new("Lyon2")])?.Value);
}
