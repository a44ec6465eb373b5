using System.Collections.Immutable;
using System.Globalization;
using Signpost.Discovery;
using Signpost.Tracing;

namespace Signpost.Cli;

/// <summary>The exchanged messages, and the certificates, for <c>--verbose</c>: on standard error, secrets masked before they were kept.</summary>
internal static class WireView
{
    public static void Print(ImmutableArray<TraceEvent> events, Screen screen)
    {
        if (!events.Any(happened => happened is WireExchanged))
        {
            return;
        }

        foreach (var happened in events)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"[{happened.At.TotalMilliseconds,8:0.0} ms]");
            switch (happened)
            {
                case WireExchanged exchange:
                    screen.Explain($"{at} {exchange.Peer}");
                    Print('>', exchange.Sent, screen);
                    Print('<', exchange.Received, screen);
                    break;
                case TlsSeen tls:
                    var lines = TlsText.Of(tls.Verdict);
                    screen.Explain($"{at} {lines[0]}");
                    foreach (var line in lines.Skip(1))
                    {
                        screen.Explain(line.ToString());
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static void Print(char direction, string text, Screen screen)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            screen.Explain($"  {direction} {new string([.. line.Select(c => char.IsControl(c) && c != '\t' ? '.' : c)])}");
        }
    }
}
