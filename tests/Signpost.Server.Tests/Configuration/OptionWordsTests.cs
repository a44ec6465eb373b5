using Signpost.Server.Configuration;

namespace Signpost.Server.Tests.Configuration;

public sealed class OptionWordsTests
{
    [Theory]
    [InlineData("the password of svc-cas is wrong; check --user and --password-file", "the password of svc-cas is wrong; check Directory.User and Directory.PasswordFile")]
    [InlineData("give --starttls, or --directory ldaps://HOST", "give Directory.StartTls, or Directory.Url ldaps://HOST")]
    [InlineData("CN=a--user,DC=contoso,DC=test: no --such thing", "CN=a--user,DC=contoso,DC=test: no --such thing")]
    public void Advice_names_the_keys_of_the_configuration(string advice, string asKeys) => Assert.Equal(asKeys, OptionWords.AsKeys(advice));
}
