using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class LdifErrorTests
{
    [Theory]
    [InlineData("dn: CN=a\ncn a\n", 2, "no colon in 'cn a'")]
    [InlineData("dn: CN=a\n: a\n", 2, "'' is not the name of an attribute")]
    [InlineData("dn: CN=a\nc n: a\n", 2, "'c n' is not the name of an attribute")]
    [InlineData("dn: CN=a\r\n# x\r\n y\r\n\r\ndn: CN=b\r\ncn:: Y?==\r\n", 6, "the value is not base64")]
    [InlineData("dn: CN=a\ncn:: YWFh\n YW?h\n YWFh\n", 3, "the value is not base64")]
    [InlineData("dn: CN=a\ncn:: YWFh\n YWF\nl: x\n", 3, "the value is not base64")]
    [InlineData("dn: CN=a\ncn:: YWFh\n YWFh\n ?WFh\n YWFh\n", 4, "the value is not base64")]
    [InlineData("dn: CN=a\r\ncn:: YWFh\r\n YWF?\r\n YWFh\r\n", 3, "the value is not base64")]
    [InlineData("dn: CN=a\ncn:: YW Fh\n", 2, "the value is not base64")]
    [InlineData("\n\ncn: a\nl: b\n\ndn: CN=a\n", 3, "a record begins with cn: it has no dn")]
    [InlineData("cn: a\nl: b\ndn: CN=a\n", 1, "a value of cn stands before the dn of its record")]
    [InlineData("dn: CN=a\n\n dn: CN=b\n", 3, "a line that begins with a blank continues the line before it, and there is none")]
    [InlineData(" x\n", 1, "a line that begins with a blank continues the line before it, and there is none")]
    [InlineData("dn: CN=a\ncn: a\ndn: CN=b\n", 3, "a second dn in the record: the empty line before it is missing")]
    [InlineData("dn: CN=a\n\n\ndn: nonsense\n", 4, "'nonsense' is not a distinguished name")]
    [InlineData("dn:: /w==\n", 1, "the dn is not UTF-8")]
    [InlineData("dn: CN=a\njpegPhoto:< file:///etc/passwd\n", 2, "the value of jpegPhoto is in another place, by URL: this is not followed")]
    [InlineData("dn: CN=a\n\ndn: cn=A\n", 3, "the same object as in line 1: cn=A")]
    [InlineData("version: 2\n", 1, "only version 1 of LDIF is known, not '2'")]
    [InlineData("dn: CN=a\nversion: 1\n\nversion: 1\n", 4, "a record begins with version: it has no dn")]
    [InlineData("dn: CN=a\nchangetype: modrdn\nnewrdn: CN=b\n", 2, "renaming (modrdn) is not supported: export the forest as it is now")]
    [InlineData("dn: CN=a\nchangetype: moddn\n", 2, "renaming (modrdn) is not supported: export the forest as it is now")]
    [InlineData("dn: CN=a\nchangetype: grow\n", 2, "changetype 'grow' is not known")]
    [InlineData("dn: CN=a\ncn: a\nchangetype: add\n", 3, "changetype must follow the dn")]
    [InlineData("dn: CN=a\n\ndn: CN=b\nchangetype: modify\nreplace: l\n", 3, "an object is changed that the file does not hold before")]
    [InlineData("dn: CN=a\n\ndn: CN=b\nchangetype: delete\n", 3, "an object is changed that the file does not hold before")]
    [InlineData("dn: CN=a\n\ndn: CN=b,CN=a\n\ndn: CN=a\nchangetype: delete\n", 5, "an object is deleted that has others below it")]
    [InlineData("dn: CN=a\n\ndn: CN=a\nchangetype: modify\nincrement: l\n", 5, "add, delete or replace is due here, not 'increment'")]
    [InlineData("dn: CN=a\n\ndn: CN=a\nchangetype: modify\nadd: l x\n", 5, "'l x' is not the name of an attribute")]
    [InlineData("dn: CN=a\n\ndn: CN=a\nchangetype: modify\nadd: l\ncn: x\n", 6, "a value of l or a line with a hyphen is due here, not cn")]
    [InlineData("dn: CN=a\n-\n", 2, "no colon in '-'")]
    [InlineData("# nothing but words\n", 0, "it holds no object")]
    [InlineData("", 0, "it is empty")]
    [InlineData("\ufeff", 0, "it is empty")]
    [InlineData("dn: CN=a\ncn: \0\n", 2, "a byte 0: this is no LDIF but a binary file")]
    public void Each_fault_is_told_with_its_line(string text, int line, string what)
    {
        var failure = Ldif.Failure(text);

        Assert.Equal(what, failure.What);
        Assert.Equal(line, failure.Line);
        Assert.Equal(line > 0 ? $"forest.ldif:{line}: {what}" : $"forest.ldif: {what}", failure.Describe());
    }

    [Fact]
    public void A_picture_is_no_LDIF() => Assert.Equal(
        "forest.ldif:3: a byte 0: this is no LDIF but a binary file", Ldif.Failure([0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13]).Describe());

    [Fact]
    public void Foreign_text_is_told_on_one_short_line()
    {
        var failure = Ldif.Failure($"dn: CN=a\n\u001b[2J{new string('x', 500)}\n");

        Assert.DoesNotContain('\u001b', failure.What);
        Assert.True(failure.What.Length < 100, failure.What);
    }

    [Fact]
    public void A_missing_file_is_an_outcome() => Assert.Equal("/no/such/forest.ldif: there is no such file", Refused("/no/such/forest.ldif"));

    [Fact]
    public void A_folder_is_no_file() => Assert.Equal($"{Path.GetTempPath()}: it is a directory, not a file", Refused(Path.GetTempPath()));

    [Fact]
    public void A_path_that_cannot_be_is_an_outcome()
    {
        Assert.StartsWith(": it can't be read: ", Refused(""), StringComparison.Ordinal);
        Assert.StartsWith("a\0b: it can't be read: ", Refused("a\0b"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var hole = File.OpenWrite(path))
            {
                hole.SetLength((512L << 20) + 1);
            }

            Assert.Equal($"{path}: larger than 512 MiB: export CN=Configuration alone", Refused(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Refused(string path) => Assert.IsType<OpenOutcome.Failed>(LdifDirectory.Open(path)).Failure.Describe();
}
