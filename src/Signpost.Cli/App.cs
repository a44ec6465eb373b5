using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;

namespace Signpost.Cli;

/// <summary>The command line: commands, usage, exit codes.</summary>
internal static class App
{
    public static async Task<int> RunAsync(string[] args, Screen screen, CancellationToken cancellationToken)
    {
        try
        {
            return await RunCommandAsync(args, screen, cancellationToken);
        }
        catch (UsageException wrong)
        {
            screen.Complain(wrong.Message);
            return ExitCode.WrongUsage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Complain("interrupted");
            return ExitCode.Interrupted;
        }
        finally
        {
            screen.Flush();
        }
    }

    private static async Task<int> RunCommandAsync(string[] args, Screen screen, CancellationToken cancellationToken)
    {
        var root = CommandTree(screen);
        var given = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (given.Errors is [var first, ..])
        {
            screen.Complain($"{InWords(first.Message, given)}; see '{PathOf(given.CommandResult)} --help'");
            return ExitCode.WrongUsage;
        }

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = screen.Output, Error = screen.Error };
        return await given.InvokeAsync(configuration, cancellationToken);
    }

    // The parser's own sentences, in the manner of ours.
    private static string InWords(string message, ParseResult given)
    {
        var line = message.ReplaceLineEndings(" ").TrimEnd('.');
        return line.StartsWith("Required argument", StringComparison.Ordinal) && given.CommandResult.Command.Arguments is [var missing, ..]
            ? $"{missing.Name} is missing"
            : char.ToLowerInvariant(line[0]) + line[1..];
    }

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult { Command: not RootCommand } parent ? $"{PathOf(parent)} {command.Command.Name}"
        : command.Command is RootCommand ? "signpost" : $"signpost {command.Command.Name}";

    private static RootCommand CommandTree(Screen screen)
    {
        var root = new RootCommand("Finds the Client Access Server of a mailbox the way Outlook does, and says what it tried.");
        root.Subcommands.Add(FindCommand.Create(screen));
        root.Subcommands.Add(PlanCommand.Create(screen));
        root.Subcommands.Add(DoctorCommand.Create(screen));
        root.Subcommands.Add(ScpCommand.Create(screen));
        root.Subcommands.Add(SiteCommand.Create(screen));
        root.Subcommands.Add(SettingsCommand.Create(screen));
        root.Subcommands.Add(FederationCommand.Create(screen));
        root.Subcommands.Add(FreeBusyCommand.Create(screen));
        root.Subcommands.Add(OofCommand.Create(screen));
        root.Subcommands.Add(ServeCommand.Create(screen));
        root.Subcommands.Add(CompletionCommand.Create(screen));
        foreach (var option in root.Options)
        {
            option.Action = option switch
            {
                HelpOption => new UsageAction(screen),
                VersionOption => new VersionAction(screen),
                _ => option.Action,
            };
        }

        root.SetAction(_ =>
        {
            screen.Explain(Usage.Of("signpost"));
            return ExitCode.WrongUsage;
        });
        return root;
    }

    private sealed class UsageAction(Screen screen) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            screen.Print(Usage.Of(parseResult.CommandResult.Command.Name));
            return 0;
        }
    }

    private sealed class VersionAction(Screen screen) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            screen.Print($"signpost {typeof(App).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}");
            return 0;
        }
    }
}
