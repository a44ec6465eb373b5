using System.CommandLine;

namespace Signpost.Cli;

/// <summary>The mailbox address on the command line.</summary>
internal static class AddressArgument
{
    public static Argument<string> Required() => new("ADDRESS");

    public static Argument<string?> Optional() => new("ADDRESS") { Arity = ArgumentArity.ZeroOrOne };

    /// <exception cref="UsageException">It is no address.</exception>
    public static MailboxAddress Read(string text) => MailboxAddress.TryParse(text, out var address)
        ? address
        : throw new UsageException($"'{new string([.. text.Where(c => !char.IsControl(c)).Take(80)])}' is not a mailbox address, such as ann@example.org");
}
