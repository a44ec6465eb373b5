using Signpost.Tests.Fakes;

namespace Signpost.Tests.PublicApi;

/// <summary>The public API: it changes only with a look at it, and with a line in the CHANGELOG.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_one_that_was_agreed_upon() => Snapshot.Matches("Signpost", ApiPrinter.Print(typeof(MailboxAddress).Assembly));
}
