using System.Collections.Immutable;
using System.Globalization;
using Signpost.Tracing;

namespace Signpost.Cli;

/// <summary>The exchanged messages, for <c>--verbose</c>: on standard error, secrets masked before they were kept.</summary>
internal static class WireView
{
    public static void Print(ImmutableArray<TraceEvent> events, Screen screen)
    {
        foreach (var exchange in events.OfType<WireExchanged>())
        {
            screen.Explain(string.Create(CultureInfo.InvariantCulture, $"[{exchange.At.TotalMilliseconds,8:0.0} ms] {exchange.Peer}"));
            Print('>', exchange.Sent, screen);
            Print('<', exchange.Received, screen);
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
