using CsCheck;

namespace Signpost.Tests;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("  two\r\nlines\t", "two  lines")]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred [0m")]
    [InlineData("\u009b31m", "31m")]
    [InlineData("moc.\u202elive", "moc. live")]
    [InlineData("Grüße 🦆", "Grüße 🦆")]
    public void Remote_text_becomes_a_harmless_line(string remote, string line) => Assert.Equal(line, OneLine.Of(remote));

    [Fact]
    public void A_text_without_end_is_cut() => Assert.Equal(new string('a', 300) + "…", OneLine.Of(new string('a', 5000)));

    [Fact]
    public void Whatever_comes_is_a_short_harmless_line() => Gen.String.Sample(remote =>
    {
        var line = OneLine.Of(remote);
        return line.Length <= 302 && !line.EnumerateRunes().Any(OneLine.IsObeyed);
    });

    [Fact]
    public void Cleaning_keeps_the_width() => Gen.String[Gen.Char['\0', '\u2100'], 0, 40].Sample(remote =>
        OneLine.Cleaned(remote).Length == remote.Length && !OneLine.Cleaned(remote).EnumerateRunes().Any(OneLine.IsObeyed));
}
