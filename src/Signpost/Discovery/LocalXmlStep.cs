using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>The answer in a local file: settings, another address, or a URL to ask. Whoever gave the file named that URL, so that it is no hearsay.</summary>
internal sealed class LocalXmlStep(LocalXml local, LocalXmlFile file, Trace trace) : IDiscoveryStep
{
    public StepKind Kind => StepKind.LocalXml;

    public async Task<StepResult> FindAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> document;
        try
        {
            document = await local.Read(file.Path, cancellationToken);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Failed("local-xml.unreadable", $"{file.Path} can't be read: {Why(failed)}", "Give a file that is there, or leave it out");
        }

        return PoxCodec.ReadResponse(document) switch
        {
            CodecReading<PoxResponse>.Ok { Value: PoxResponse.Settings found } => Says(new ConversationOutcome.Settings(found.Mailbox)),
            CodecReading<PoxResponse>.Ok { Value: PoxResponse.RedirectAddress { Address: var address } } when MailboxAddress.TryParse(address, out _) =>
                Says(new ConversationOutcome.RedirectAddress(address)),
            CodecReading<PoxResponse>.Ok { Value: PoxResponse.RedirectAddress { Address: var address } } =>
                Malformed($"it redirects to '{address}', which is no address"),
            CodecReading<PoxResponse>.Ok { Value: PoxResponse.RedirectUrl { Url.Text: var text } } => Ask(text),
            CodecReading<PoxResponse>.Ok { Value: PoxResponse.Error error } => Malformed($"it holds an Autodiscover error, {error.Code}"),
            CodecReading<PoxResponse>.Ok { Value: PoxResponse.MobileSync } => Malformed("it is an answer to a phone, not to Outlook"),
            CodecReading<PoxResponse>.Bad { Line: > 0 } bad => Malformed($"{bad.What} (line {bad.Line}, column {bad.Column})"),
            CodecReading<PoxResponse>.Bad bad => Malformed(bad.What),
            _ => throw new UnreachableException(),
        };
    }

    private StepResult Says(ConversationOutcome said) => new([CandidateOf(PlaceOf(file.Path)) with { Said = said }]);

    private StepResult Ask(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo is ""
        ? new StepResult([CandidateOf(url)])
        : Malformed($"it redirects to '{text}', which is no https URL without a user name");

    private CandidateEndpoint CandidateOf(Uri url) => new() { Step = Kind, Position = 1, Url = url, Source = file.Path };

    private StepResult Malformed(string what) => Failed(
        "local-xml.malformed", $"{file.Path}: {what}", "Correct the file: it holds what an Autodiscover endpoint answers (MS-OXDSCLI section 2.2.4)");

    private StepResult Failed(string code, string what, string remedy)
    {
        trace.Note(new Finding(code, FindingSeverity.Error, OneLine.Of(file.Path), OneLine.Of(what), remedy));
        return new StepResult([], OneLine.Of(what), Failed: true);
    }

    // A path may hold what a URL may not: the builder escapes it.
    private static Uri PlaceOf(string path) => new UriBuilder { Scheme = Uri.UriSchemeFile, Host = "", Path = Path.GetFullPath(path) }.Uri;

    private static string Why(Exception failed) => failed switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "it may not be read, or is no file",
        _ => failed.Message.TrimEnd('.'),
    };
}
