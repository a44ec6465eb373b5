using System.Text;

namespace Signpost.Conformance;

/// <summary>Whatever is found or fails, and however much is shown: no secret is in it.</summary>
public sealed class SecretsOnTheLabTests
{
    private const string Token = "a-token-of-the-lab";
    private const string Wrong = "not-the-password";

    private static readonly Dictionary<string, string> NoTicket = new() { ["KRB5CCNAME"] = "FILE:/nonexistent/ccache" };

    public static TheoryData<string, string, string> Ways { get; } = new(
        from way in new[]
        {
            ("by Negotiate", "--auth negotiate"), ("by NTLM", "--auth ntlm"), ("by Basic", "--auth basic"), ("by a token", "--auth bearer --token " + Token),
            ("in SOAP", "--auth basic --no-pox"), ("refused", "--auth basic"), ("refused by NTLM", "--auth ntlm"), ("refused a token", "--auth bearer --token another"),
            ("a bad proof", "--auth negotiate --proof bad"), ("a lost connection", "--auth ntlm --ntlm-drop"), ("an error", "--auth basic --error 602"),
            ("a redirect", "--auth basic --redirect-url https://cas2.contoso.test/autodiscover/autodiscover.xml"), ("a web page", "--html"),
        }
        from command in new[] { "find", "doctor" }
        select (way.Item1, command, way.Item2));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Nothing_that_is_shown_or_remembered_holds_a_secret(string way, string command, string behaviour)
    {
        Lab.Require();
        await using var cas1 = await Lab.CasAsync("cas1", behaviour.Split(' '));
        await using var cas2 = await Lab.CasAsync("cas2");
        var state = Path.Combine(Lab.Folder, $"secrets-{Guid.NewGuid():N}.json");
        var password = way.StartsWith("refused", StringComparison.Ordinal) ? Wrong : Lab.Password;
        string[] logon = way.Contains("token", StringComparison.Ordinal)
            ? ["--token-file", TokenFile()]
            : ["--user", "anna@contoso.test", "--password-file", Lab.PasswordFile(password)];
        string[] args = [command, "anna@contoso.test", "--verbose", "--directory", ForestFile(), "--state", state, "--attempt-timeout", "5s", .. logon];

        var text = await Lab.SignpostAsync("paris", NoTicket, args);
        var json = await Lab.SignpostAsync("paris", NoTicket, [.. args, "--json"]);

        var shown = string.Join('\n', text.Output, text.Error, json.Output, json.Error, File.Exists(state) ? await File.ReadAllTextAsync(state, TestContext.Current.CancellationToken) : "");
        Assert.Contains("POST https://cas1.contoso.test", shown, StringComparison.Ordinal);     // it did show what went over the wire
        Assert.All(Secrets(password), secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)(negotiate|ntlm|basic|bearer) +(YI|oY|TlR|[a-z0-9+/]{20})", shown);
    }

    private static IEnumerable<string> Secrets(string password) =>
    [
        password, Token, Convert.ToBase64String(Encoding.UTF8.GetBytes(password)), Convert.ToBase64String(Encoding.UTF8.GetBytes(Token)),
        .. new[] { "anna@contoso.test", "anna", @"CONTOSO\anna" }.Select(user => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
    ];

    private static string TokenFile()
    {
        var path = Path.Combine(Lab.Folder, "token");
        File.WriteAllText(path, Token + "\n");
        return path;
    }

    private static string ForestFile()
    {
        var path = Path.Combine(Lab.Folder, "one-cas.ldif");
        File.WriteAllText(path, """
            dn: CN=CAS1,CN=Autodiscover,CN=Configuration,DC=contoso,DC=test
            objectClass: serviceConnectionPoint
            keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596
            serviceBindingInformation: https://cas1.contoso.test/autodiscover/autodiscover.xml
            """);
        return path;
    }
}
