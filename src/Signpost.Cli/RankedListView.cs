using System.CommandLine;
using Signpost.Discovery;

namespace Signpost.Cli;

/// <summary>Prints a ranked list; 1 when there is nothing in it.</summary>
internal static class RankedListView
{
    public static int Print(RankedList list, Settings settings, ParseResult given, Screen screen)
    {
        if (settings.WantsJson(given))
        {
            screen.Print(ReportJson.Of(list));
        }
        else
        {
            WireView.Print(list.Events, screen);
            screen.Print(ReportText.Of(list));
        }

        return list.Candidates is [] ? ExitCode.NotFound : ExitCode.Found;
    }
}
