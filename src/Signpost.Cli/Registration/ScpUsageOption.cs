using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Signpost.Cli.Registration;

/// <summary><c>--help</c> of a command below <c>scp</c>: <c>scp plan</c> is another command than <c>plan</c>.</summary>
internal static class ScpUsageOption
{
    public static Option Of(string command, Screen screen) => new HelpOption { Action = new UsageAction(command, screen) };

    private sealed class UsageAction(string command, Screen screen) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            screen.Print(Usage.Of(command));
            return 0;
        }
    }
}
